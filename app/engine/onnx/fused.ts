/**
 * What ONNX Runtime computes in one pass on a processor, and the standard operations it is made of on any other device. WebGPU ignores
 * the last input of a FusedConv, computes some grouped convolutions of several outputs for each input wrongly, and has no FusedMatMul and
 * no LogSoftmax, so that their tensors would travel to the processor and back (nodes.device.test.ts).
 */
import { type Graph, MICROSOFT, type Value } from './graph.ts';
import {
  add,
  broadcastShape,
  convolve,
  convolveTransposed,
  each,
  multiply,
  reduce,
  reshape,
  size,
  subtract,
  transpose,
  type Window,
} from './operations.ts';

/** 1 where a value that is never negative is positive, 0 where it is 0: one pass on a processor, where Greater and Cast take two. */
export function isPositive(graph: Graph, value: Value): Value {
  if (!graph.target.fused) return compared(graph, 'Greater', value);
  return graph.node('HardSigmoid', [value], value.shape, { alpha: { float: STEEP }, beta: { float: 0 } });
}

/** How steep a HardSigmoid must be to be a step. */
const STEEP = 3e38;

/** 1 where `value` reaches `most`, which it never exceeds, 0 where it is less (by more than 3e-39, which floats of any use differ by). */
export function reaches(graph: Graph, value: Value, most: Value): Value {
  const channels = size(value, 1);
  if (!graph.target.fused) return compared(graph, 'Equal', subtract(graph, value, most));
  // HardSigmoid(-1 · most + 0 + value), in one pass.
  const kernel = graph.shared(`-1 of ${channels}`, () => graph.constant(new Float32Array(channels).fill(-1), [channels, 1, 1, 1]));
  const nothing = graph.shared(`0 of ${channels}`, () => graph.constant(new Float32Array(channels), [channels]));
  const activation = { activation: 'HardSigmoid', activation_params: { floats: [STEEP, 1] } };
  const attributes = { kernel_shape: [1, 1], group: channels, ...activation };
  return graph.node('FusedConv', [most, kernel, nothing, value], value.shape, attributes, { domain: MICROSOFT });
}

function compared(graph: Graph, operation: 'Greater' | 'Equal', value: Value): Value {
  const truth = graph.node(operation, [value, graph.scalar(0)], value.shape, {}, { type: 'bool' });
  return graph.node('Cast', [truth], value.shape, { to: 1 });
}

/** a · b over the last two axes, either one transposed on the fly. */
export function matrixProduct(graph: Graph, a: Value, b: Value, transposed: { readonly a?: boolean; readonly b?: boolean } = {}): Value {
  const [left, right] = graph.target.fused ? [a, b] : [transposed.a ? turned(graph, a) : a, transposed.b ? turned(graph, b) : b];
  const rows = size(a, transposed.a === true ? -1 : -2);
  const columns = size(b, transposed.b === true ? -2 : -1);
  const shape = [...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns];
  if (!graph.target.fused || (transposed.a !== true && transposed.b !== true)) return graph.node('MatMul', [left, right], shape);
  const attributes = { transA: Number(transposed.a ?? false), transB: Number(transposed.b ?? false), alpha: { float: 1 } };
  return graph.node('FusedMatMul', [a, b], shape, attributes, { domain: MICROSOFT });
}

/** The last two axes changed round: a mere reshape where one of them has nothing to change. */
function turned(graph: Graph, value: Value): Value {
  const [rows, columns] = [size(value, -2), size(value, -1)];
  const before = value.shape.slice(0, -2);
  if (rows === 1 || columns === 1) return reshape(graph, value, [...before, columns, rows]);
  return transpose(graph, value, [...before.keys(), before.length + 1, before.length]);
}

/**
 * relu?(x · factor + shift + other) with one factor and shift per channel: on a processor ONNX Runtime's fused convolution with a
 * 1 × 1 kernel for each channel.
 */
export function scaleChannels(
  graph: Graph,
  x: Value,
  factor: Value,
  shift: Value,
  options: { readonly other?: Value | undefined; readonly relu?: boolean } = {},
): Value {
  const channels = size(x, 1);
  const { other, relu = false } = options;
  if (!graph.target.fused) {
    const perChannel = (value: Value) => reshape(graph, value, [1, channels, 1, 1]);
    const scaled = add(graph, multiply(graph, x, perChannel(factor)), perChannel(shift));
    const whole = other === undefined ? scaled : add(graph, scaled, other);
    return relu ? each(graph, 'Relu', whole) : whole;
  }
  const kernel = reshape(graph, factor, [channels, 1, 1, 1]);
  const inputs = other === undefined ? [x, kernel, shift] : [x, kernel, shift, other];
  const attributes = { kernel_shape: [1, 1], group: channels, ...(relu ? { activation: 'Relu' } : {}) };
  return graph.node('FusedConv', inputs, x.shape, attributes, { domain: MICROSOFT });
}

/** log softmax over the classes of logits [N, class]: z − max − log Σ exp(z − max). */
export function logSoftmax(graph: Graph, logits: Value): Value {
  if (graph.target.fused) return graph.node('LogSoftmax', [logits], logits.shape, { axis: 1 });
  const column = [size(logits, 0), 1];
  const below = subtract(graph, logits, reshape(graph, reduce(graph, 'ReduceMax', logits, [1]), column));
  const sums = reduce(graph, 'ReduceSum', each(graph, 'Exp', below), [1]);
  return subtract(graph, below, reshape(graph, each(graph, 'Log', sums), column));
}

/** Small constant kernels that are the same for every channel: `numbers` are [outputs, inputs, height, width], for each channel. */
export type ChannelKernels = {
  /** Says all that the numbers depend on. */
  readonly key: string;
  readonly shape: readonly [outputs: number, inputs: number, height: number, width: number];
  readonly numbers: () => Float32Array;
};

/** How these kernels are laid over each channel. */
export type ChannelWindow = Omit<Window, 'groups'>;

/** Convolution of each channel by itself, for a processor: [N, C·inputs, H, W] → [N, C·outputs, OH, OW]. */
export function convolveChannels(graph: Graph, x: Value, kernels: ChannelKernels, window: ChannelWindow): Value {
  const channels = size(x, 1) / kernels.shape[1];
  return convolve(graph, x, kernelsFor(graph, kernels, channels), null, { ...window, groups: channels });
}

/** The transpose of that: [N, C·outputs, OH, OW] → [N, C·inputs, H, W] of the given plane. */
export function convolveChannelsTransposed(
  graph: Graph,
  x: Value,
  kernels: ChannelKernels,
  window: ChannelWindow,
  plane: readonly [number, number],
): Value {
  const channels = size(x, 1) / kernels.shape[0];
  return convolveTransposed(graph, x, kernelsFor(graph, kernels, channels), null, { ...window, groups: channels }, plane);
}

/** The kernels one after the other for so many channels. */
function kernelsFor(graph: Graph, { key, shape, numbers }: ChannelKernels, channels: number): Value {
  return graph.shared(`${key} for ${channels}`, () => {
    const [outputs, ...rest] = shape;
    const once = numbers();
    const all = new Float32Array(channels * once.length);
    for (let channel = 0; channel < channels; channel++) all.set(once, channel * once.length);
    return graph.constant(all, [channels * outputs, ...rest]);
  });
}
