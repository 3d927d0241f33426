/** The ONNX operations the layers are made of, each with its shape worked out. */
import { SmearlabError } from '../../contract/failure.ts';
import { elements } from '../shapes.ts';
import { BLOCKED, type Graph, MICROSOFT, type Value } from './graph.ts';

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

function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] {
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
export function each(graph: Graph, operation: 'Sqrt' | 'Relu' | 'Sigmoid' | 'Exp', value: Value): Value {
  return graph.node(operation, [value], value.shape);
}

/** 1 where a value that is never negative is positive, 0 where it is 0: one pass, where Greater and Cast take two. */
export function isPositive(graph: Graph, value: Value): Value {
  return graph.node('HardSigmoid', [value], value.shape, { alpha: { float: 3e38 }, beta: { float: 0 } });
}

/** 1 where a value that is never positive is 0, 0 where it is negative (by more than 3e-39, which floats of any use differ by). */
export function isZero(graph: Graph, value: Value): Value {
  return graph.node('HardSigmoid', [value], value.shape, { alpha: { float: 3e38 }, beta: { float: 1 } });
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

/** Sum, mean or sum of squares over some axes, which disappear. */
export function reduce(
  graph: Graph,
  operation: 'ReduceSum' | 'ReduceMean' | 'ReduceSumSquare',
  value: Value,
  axes: readonly number[],
): Value {
  const shape = value.shape.filter((_, axis) => !axes.includes(axis));
  return graph.node(operation, [value, graph.integers(...axes)], shape, { keepdims: 0 });
}

/** a · b over the last two axes, either one transposed on the fly. */
export function matrixProduct(graph: Graph, a: Value, b: Value, transposed: { readonly a?: boolean; readonly b?: boolean } = {}): Value {
  const rows = size(a, transposed.a === true ? -1 : -2);
  const columns = size(b, transposed.b === true ? -2 : -1);
  const shape = [...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns];
  if (transposed.a !== true && transposed.b !== true) return graph.node('MatMul', [a, b], shape);
  const attributes = { transA: Number(transposed.a ?? false), transB: Number(transposed.b ?? false), alpha: { float: 1 } };
  return graph.node('FusedMatMul', [a, b], shape, attributes, { domain: MICROSOFT });
}

/** How many rows and columns of zeros are put around an image. */
export type Sides = readonly [top: number, left: number, bottom: number, right: number];

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

/**
 * relu?(x · factor + shift + other) with one factor and shift per channel, in one pass:
 * ONNX Runtime's fused convolution with a 1 × 1 kernel for each channel.
 */
export function scaleChannels(
  graph: Graph,
  x: Value,
  factor: Value,
  shift: Value,
  options: { readonly other?: Value | undefined; readonly relu?: boolean } = {},
): Value {
  const channels = size(x, 1);
  const kernel = reshape(graph, factor, [channels, 1, 1, 1]);
  const inputs = options.other === undefined ? [x, kernel, shift] : [x, kernel, shift, options.other];
  const attributes = { kernel_shape: [1, 1], group: channels, ...(options.relu === true ? { activation: 'Relu' } : {}) };
  return graph.node('FusedConv', inputs, x.shape, attributes, { domain: MICROSOFT });
}
