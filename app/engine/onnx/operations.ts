/** The ONNX operations the layers are made of, each with its shape worked out. */
import { SmearlabError } from '../../contract/failure.ts';
import { elements } from '../shapes.ts';
import { BLOCKED, type Graph, type Value } from './graph.ts';

/** Size along an axis; negative axes count from the end. Throws when the tensor has no such axis. */
export function size(value: Value, axis: number): number {
  const found = value.shape.at(axis);
  if (found === undefined) throw new SmearlabError('internal', `${value.name} of shape [${value.shape}] has no axis ${axis}.`);
  return found;
}

/** [batch, channel, height, width] of an image tensor. */
export function imageSizes(value: Value): readonly [number, number, number, number] {
  if (value.shape.length !== 4) throw new SmearlabError('internal', `${value.name} of shape [${value.shape}] is no batch of images.`);
  return [size(value, 0), size(value, 1), size(value, 2), size(value, 3)];
}

/** The shape of an operation element by element on tensors of these shapes. @throws SmearlabError when they do not go together */
export function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new SmearlabError('internal', `The shapes [${a}] and [${b}] do not go together.`);
    return Math.max(left, right);
  });
}

const elementwise = (operation: string) => (graph: Graph, a: Value, b: Value) =>
  graph.node(operation, [a, b], broadcastShape(a.shape, b.shape));

export const add = elementwise('Add');
export const subtract = elementwise('Sub');
export const multiply = elementwise('Mul');
export const divide = elementwise('Div');

export function scale(graph: Graph, value: Value, factor: number): Value {
  return factor === 1 ? value : multiply(graph, value, graph.scalar(factor));
}

/** An operation on each element by itself, such as Sqrt. */
export function each(graph: Graph, operation: 'Sqrt' | 'Relu' | 'Sigmoid' | 'Exp' | 'Log', value: Value): Value {
  return graph.node(operation, [value], value.shape);
}

export function reshape(graph: Graph, value: Value, shape: readonly number[]): Value {
  if (elements(shape) !== elements(value.shape)) throw new SmearlabError('internal', `[${value.shape}] cannot be seen as [${shape}].`);
  if (shape.join() === value.shape.join()) return value;
  return graph.node('Reshape', [value, graph.integers(...shape)], shape, {}, { type: value.type });
}

export function transpose(graph: Graph, value: Value, order: readonly number[]): Value {
  return graph.node(
    'Transpose',
    [value],
    order.map((axis) => size(value, axis)),
    { perm: order },
  );
}

/**
 * Sum, mean, sum of squares or maximum over some axes (ascending), which disappear. On other devices than a processor sums and means go
 * over one axis after the other, the last first: in one go a GPU adds all the numbers up one by one, which is slow and rounds too much.
 */
export function reduce(
  graph: Graph,
  operation: 'ReduceSum' | 'ReduceMean' | 'ReduceSumSquare' | 'ReduceMax',
  value: Value,
  axes: readonly number[],
): Value {
  const isStaged = !graph.target.fused && axes.length > 1 && (operation === 'ReduceSum' || operation === 'ReduceMean');
  if (isStaged) return axes.reduceRight((staged, axis) => reduce(graph, operation, staged, [axis]), value);
  const shape = value.shape.filter((_, axis) => !axes.includes(axis));
  return graph.node(operation, [value, graph.integers(...axes)], shape, { keepdims: 0 });
}

/** How many rows and columns are put around an image. */
export type Sides = readonly [top: number, left: number, bottom: number, right: number];

/** [N, C, H, W] with so many more rows and columns of `fill` around it; less than none cuts off. */
export function pad(graph: Graph, x: Value, [top, left, bottom, right]: Sides, fill: number): Value {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return x;
  const [batch, channels, height, width] = imageSizes(x);
  const shape = [batch, channels, height + top + bottom, width + left + right];
  return graph.node('Pad', [x, graph.integers(0, 0, top, left, 0, 0, bottom, right), graph.scalar(fill)], shape);
}

export type Window = {
  readonly kernel: readonly [height: number, width: number];
  readonly strides: readonly [number, number];
  readonly pads: Sides;
  readonly groups: number;
};

function windowAttributes(window: Window) {
  return { kernel_shape: window.kernel, strides: window.strides, pads: window.pads, group: window.groups };
}

/** Convolution of [N, C, H, W] by [O, C/groups, kh, kw]. */
export function convolve(graph: Graph, x: Value, weight: Value, bias: Value | null, window: Window): Value {
  const inputs = bias === null ? [x, weight] : [x, weight, bias];
  return graph.node('Conv', inputs, convolvedShape(x, weight, window), windowAttributes(window));
}

/** The same by ONNX Runtime's blocked kernels, of tensors that are laid out in blocks; with a ReLU in the same pass if wanted. */
export function convolveBlocks(graph: Graph, x: Value, weight: Value, bias: Value | null, window: Window, relu: boolean): Value {
  const inputs = bias === null ? [x, weight] : [x, weight, bias];
  const attributes = { ...windowAttributes(window), ...(relu ? { activation: 'Relu' } : {}) };
  return graph.node('Conv', inputs, convolvedShape(x, weight, window), attributes, { domain: BLOCKED });
}

function convolvedShape(x: Value, weight: Value, window: Window): readonly number[] {
  const [batch, , height, width] = imageSizes(x);
  const [top, left, bottom, right] = window.pads;
  const outHeight = Math.floor((height + top + bottom - window.kernel[0]) / window.strides[0]) + 1;
  const outWidth = Math.floor((width + left + right - window.kernel[1]) / window.strides[1]) + 1;
  return [batch, size(weight, 0), outHeight, outWidth];
}

/** The transpose of a convolution by [C, O/groups, kh, kw], back to a plane of `outHeight` × `outWidth`. */
export function convolveTransposed(
  graph: Graph,
  x: Value,
  weight: Value,
  bias: Value | null,
  window: Window,
  [outHeight, outWidth]: readonly [number, number],
): Value {
  const [batch, , height, width] = imageSizes(x);
  const [top, left, bottom, right] = window.pads;
  const leftOver = [
    outHeight - ((height - 1) * window.strides[0] - top - bottom + window.kernel[0]),
    outWidth - ((width - 1) * window.strides[1] - left - right + window.kernel[1]),
  ];
  const inputs = bias === null ? [x, weight] : [x, weight, bias];
  const shape = [batch, size(weight, 1) * window.groups, outHeight, outWidth];
  return graph.node('ConvTranspose', inputs, shape, { ...windowAttributes(window), output_padding: leftOver });
}
