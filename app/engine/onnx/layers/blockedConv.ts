/**
 * Convolutions by ONNX Runtime's blocked kernels, which take channels in blocks of as many as one register of the processor holds:
 * [N, C, H, W] laid out as [N, C/block, H, W, block]. The weights change with every step, so they are laid out in the graph.
 */
import { BLOCKED, type Graph, type Value } from '../graph.ts';
import { convolveBlocks, imageSizes, reshape, size, type Window } from '../operations.ts';

/** Whether these kernels are there and take convolutions by this weight [O, C, k, k], or by its transpose for the gradient. */
export function fitsBlocks({ target: { block } }: Graph, weight: Value, use: 'as it is' | 'turned' = 'as it is'): boolean {
  if (block === undefined) return false;
  const [outputs, inputs] = use === 'turned' ? [size(weight, 1), size(weight, 0)] : [size(weight, 0), size(weight, 1)];
  // Fewer inputs than a block are read as they lie (images have three channels).
  return outputs % block === 0 && (inputs < block ? use === 'as it is' : inputs % block === 0);
}

/** As a plain convolution, then ReLU if wanted; only where `fitsBlocks`. */
export function blockedConvolution(graph: Graph, x: Value, weight: Value, bias: Value | null, window: Window, relu: boolean): Value {
  const [outputs, inputs, kernel] = imageSizes(weight);
  const block = blockOf(graph);
  const taps = kernel * kernel;
  // One block of outputs side by side: rows (output block, input, tap). Then the inputs of a block come after the tap.
  const rows = reorderInput(graph, reshape(graph, weight, [1, outputs, 1, inputs * taps]));
  if (inputs < block) return fromBlocks(graph, convolveBlocks(graph, x, reshape(graph, rows, weight.shape), bias, window, relu));
  const order = gatherOrder(graph, `forward ${outputs} ${inputs} ${taps}`, function* () {
    for (let outputBlock = 0; outputBlock < outputs / block; outputBlock++)
      for (let inputBlock = 0; inputBlock < inputs / block; inputBlock++)
        for (let tap = 0; tap < taps; tap++)
          for (let input = 0; input < block; input++) yield (outputBlock * inputs + inputBlock * block + input) * taps + tap;
  });
  const filter = reshape(graph, gatherRows(graph, rows, order), weight.shape);
  return fromBlocks(graph, convolveBlocks(graph, toBlocks(graph, x), filter, bias, window, relu));
}

/** The convolution of dy [N, O, H, W] by the weight [O, C, k, k] with inputs and outputs changed round and every kernel turned by half a turn. */
export function blockedInputGradient(graph: Graph, dy: Value, weight: Value, window: Window): Value {
  const [outputs, inputs, kernel] = imageSizes(weight);
  const block = blockOf(graph);
  const taps = kernel * kernel;
  // Rows (output, input block, tap) of one block of inputs.
  const rows = reorderInput(graph, weight);
  const order = gatherOrder(graph, `turned ${outputs} ${inputs} ${taps}`, function* () {
    for (let inputBlock = 0; inputBlock < inputs / block; inputBlock++)
      for (let outputBlock = 0; outputBlock < outputs / block; outputBlock++)
        for (let tap = 0; tap < taps; tap++)
          for (let output = 0; output < block; output++)
            yield ((outputBlock * block + output) * (inputs / block) + inputBlock) * taps + taps - 1 - tap;
  });
  const filter = reshape(graph, gatherRows(graph, rows, order), [inputs, outputs, kernel, kernel]);
  return fromBlocks(graph, convolveBlocks(graph, toBlocks(graph, dy), filter, null, window, false));
}

/** Laid out in blocks, once for all that read it so. */
function toBlocks(graph: Graph, x: Value): Value {
  return graph.shared(`in blocks ${x.name}`, () => reorderInput(graph, x));
}

function reorderInput(graph: Graph, x: Value): Value {
  return graph.node('ReorderInput', [x], x.shape, {}, { domain: BLOCKED });
}

function fromBlocks(graph: Graph, y: Value): Value {
  return graph.node('ReorderOutput', [y], y.shape, { channels: size(y, 1) }, { domain: BLOCKED });
}

/** The rows of one block each, in another order. */
function gatherRows(graph: Graph, values: Value, order: Value): Value {
  const shape = [size(order, 0), blockOf(graph)];
  return graph.node('Gather', [reshape(graph, values, shape), order], shape, { axis: 0 });
}

function gatherOrder(graph: Graph, key: string, rows: () => Iterable<number>): Value {
  return graph.shared(`order ${key}`, () => {
    const numbers = BigInt64Array.from([...rows()], BigInt);
    return graph.constant(numbers, [numbers.length]);
  });
}

function blockOf({ target: { block } }: Graph): number {
  if (block === undefined) throw new TypeError('This graph has no blocked operations.');
  return block;
}
