/**
 * An image tensor cut into phases: phase (r, c) of stride s holds every s-th row from row r and every s-th column from column c. What a
 * strided window sees of one phase are neighbours, so that work on windows becomes plain passes over whole tensors. On a processor both
 * ways are convolutions, elsewhere the operations made for it.
 */
import { type ChannelKernels, convolveChannels, convolveChannelsTransposed } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import { imageSizes, pad, reshape, type Window } from '../operations.ts';

/** [row phase][column phase], each [N, C, ⌈H/s⌉, ⌈W/s⌉]. */
export type Phases = readonly (readonly Value[])[];

/**
 * The windows of a convolution of a plane that give one phase each: the same kernel with larger strides and paddings of its own. Undefined
 * where the output is no whole number of squares, or where the padding does not reach to the last phase.
 */
export function windowsOfPhases(
  window: Window,
  plane: readonly [number, number],
  phases: number,
): readonly (readonly Window[])[] | undefined {
  const [rows, columns] = [padsOfPhases(window, plane, 0, phases), padsOfPhases(window, plane, 1, phases)];
  if (rows === undefined || columns === undefined) return undefined;
  const strides = [window.strides[0] * phases, window.strides[1] * phases] as const;
  return rows.map(([top, bottom]) => columns.map(([left, right]) => ({ ...window, strides, pads: [top, left, bottom, right] })));
}

/** Padding before and after along one axis, phase by phase. */
function padsOfPhases(
  window: Window,
  plane: readonly [number, number],
  axis: 0 | 1,
  phases: number,
): readonly (readonly [number, number])[] | undefined {
  const [side, kernel, stride, before] = [plane[axis], window.kernel[axis], window.strides[axis], window.pads[axis]];
  const count = (Math.floor((side + 2 * before - kernel) / stride) + 1) / phases;
  if (!Number.isInteger(count) || before < (phases - 1) * stride) return undefined;
  return Array.from({ length: phases }, (_, phase) => {
    const own = before - phase * stride;
    return [own, Math.max((count - 1) * stride * phases + kernel - own - side, 0)] as const;
  });
}

/** Cuts [N, C, H, W]; `fill` completes sides that are no multiple of the stride. */
export function phasesOf(graph: Graph, x: Value, stride: number, fill: number): Phases {
  if (stride === 1) return [[x]];
  const [, , height, width] = imageSizes(x);
  const whole = pad(graph, x, [0, 0, missing(height, stride), missing(width, stride)], fill);
  if (!graph.target.fused) return grid(stride, (row, column) => everyNth(graph, whole, stride, row, column));
  const window = { kernel: [stride, stride], strides: [stride, stride], pads: [0, 0, 0, 0] } as const;
  return grid(stride, (row, column) => convolveChannels(graph, whole, onePixel(stride, row, column), window));
}

/** The transpose of `phasesOf`: puts the phases together to [N, C, H, W]. */
export function joinPhases(graph: Graph, phases: Phases, [height, width]: readonly [number, number]): Value {
  const stride = phases.length;
  const all = phases.flat();
  const [first] = all;
  if (first === undefined || stride === 1) return first ?? raise();
  const [batch, channels, rows, columns] = imageSizes(first);
  const lines = all.map((phase) => reshape(graph, phase, [batch, channels, 1, rows * columns]));
  const taps = graph.node('Concat', lines, [batch, channels, all.length, rows * columns], { axis: 2 });
  const window = { kernel: [stride, stride], strides: [stride, stride], pads: [0, 0, 0, 0] } as const;
  const plane = [rows * stride, columns * stride] as const;
  const images = reshape(graph, taps, [batch, channels * all.length, rows, columns]);
  const whole = graph.target.fused
    ? convolveChannelsTransposed(graph, images, everyPixel(stride), window, plane)
    : graph.node('DepthToSpace', [images], [batch, channels, ...plane], { blocksize: stride, mode: 'CRD' });
  return pad(graph, whole, [0, 0, height - plane[0], width - plane[1]], 0);
}

/** Every `stride`-th row and column of sides that are multiples of it, by the operation made for that. */
function everyNth(graph: Graph, x: Value, stride: number, row: number, column: number): Value {
  const [batch, channels, height, width] = imageSizes(x);
  const [begin, end] = [graph.integers(row, column), graph.integers(height, width)];
  const inputs = [x, begin, end, graph.integers(2, 3), graph.integers(stride, stride)];
  return graph.node('Slice', inputs, [batch, channels, height / stride, width / stride]);
}

function grid(stride: number, make: (row: number, column: number) => Value): Phases {
  const side = [...Array(stride).keys()];
  return side.map((row) => side.map((column) => make(row, column)));
}

function missing(side: number, stride: number): number {
  return (stride - (side % stride)) % stride;
}

/** A kernel that takes one pixel of each square. */
function onePixel(stride: number, row: number, column: number): ChannelKernels {
  return {
    key: `pixel ${row} ${column} of ${stride}`,
    shape: [1, 1, stride, stride],
    numbers: () => Float32Array.from({ length: stride ** 2 }, (_, at) => (at === row * stride + column ? 1 : 0)),
  };
}

/** Kernels that each put one number of several into its pixel of the square. */
function everyPixel(stride: number): ChannelKernels {
  const taps = stride ** 2;
  return {
    key: `pixels of ${stride}`,
    shape: [taps, 1, stride, stride],
    numbers: () => Float32Array.from({ length: taps ** 2 }, (_, at) => (Math.floor(at / taps) === at % taps ? 1 : 0)),
  };
}

function raise(): never {
  throw new RangeError('An image has at least one phase.');
}
