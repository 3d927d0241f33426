/**
 * Max pooling in a training graph. ONNX Runtime has no gradient of it, and laying every window out costs several times the image. So the
 * image is cut into phases, and the maximum is taken along the columns, then along the rows: each is a few passes over tensors of the
 * output's size, and so is the way back.
 */
import { isPositive, reaches } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import { add, imageSizes, multiply, pad, size, subtract } from '../operations.ts';
import type { Tape } from '../tape.ts';
import { joinPhases, type Phases, phasesOf } from './phases.ts';

export type MaxPoolOptions = {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** Whether x comes out of a ReLU: then a padded 0 can only be taken for the maximum where the ReLU stops the gradient anyway. */
  readonly afterRelu: boolean;
};

/**
 * Max pooling, rounded down; of equal maxima the first in reading order gets the gradient, as in PyTorch. After a ReLU the gradient
 * of windows of nothing but 0 is held back here, where there are fewer numbers than before the pooling.
 */
export function maxPool(tape: Tape, x: Value, options: MaxPoolOptions): Value {
  const { graph } = tape;
  const [, , height, width] = imageSizes(x);
  const plane = [pooledSide(height, options), pooledSide(width, options)] as const;
  if (!tape.isTracked(x)) return plainMaxPool(graph, x, options, plane);
  const pooled = pool(graph, phasesOf(graph, x, options.stride, fillFor(options)), options, plane);
  tape.record(pooled.y, [x], (dy) =>
    tape.accumulate(x, () => joinPhases(graph, pooled.back(heldBack(graph, dy, pooled.y, options)), [height, width])),
  );
  return pooled.y;
}

/** The same of an image that comes in its phases by the stride. */
export function maxPoolPhases(tape: Tape, phases: Phases, options: MaxPoolOptions): Value {
  const { graph } = tape;
  const all = phases.flat();
  const [, , rows, columns] = imageSizes(phaseOf(all, 0));
  const plane = [pooledSide(rows * phases.length, options), pooledSide(columns * phases.length, options)] as const;
  const pooled = pool(graph, phases, options, plane);
  tape.record(pooled.y, all, (dy) => {
    const gradients = pooled.back(heldBack(graph, dy, pooled.y, options)).flat();
    all.forEach((phase, at) => {
      tape.accumulate(phase, () => phaseOf(gradients, at));
    });
  });
  return pooled.y;
}

function pooledSide(side: number, { kernel, stride, padding }: MaxPoolOptions): number {
  return Math.floor((side + 2 * padding - kernel) / stride) + 1;
}

/** Where no gradient is wanted the standard operation does. */
function plainMaxPool(graph: Graph, x: Value, { kernel, stride, padding }: MaxPoolOptions, plane: readonly [number, number]): Value {
  return graph.node('MaxPool', [x], [size(x, 0), size(x, 1), ...plane], {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: [padding, padding, padding, padding],
  });
}

/** What no maximum can equal. Not −∞, which would become NaN when it is multiplied by 0. */
function fillFor({ afterRelu }: MaxPoolOptions): number {
  return afterRelu ? 0 : -3e38;
}

function heldBack(graph: Graph, dy: Value, y: Value, { afterRelu }: MaxPoolOptions): Value {
  return afterRelu ? multiply(graph, dy, isPositive(graph, y)) : dy;
}

type Pooled = { readonly y: Value; readonly back: (dy: Value) => Phases };

function pool(graph: Graph, phases: Phases, options: MaxPoolOptions, [height, width]: readonly [number, number]): Pooled {
  const along = { taps: tapsOf(options), fill: fillFor(options) };
  const rows = phases.map((columns) => poolAlong(graph, columns, { ...along, axis: 3, count: width }));
  const whole = poolAlong(
    graph,
    rows.map(({ y }) => y),
    { ...along, axis: 2, count: height },
  );
  // Of the rows the first with the maximum gets the gradient, of its columns the first: reading order.
  return { y: whole.y, back: (dy) => whole.back(dy).map((gradient, row) => rows[row]?.back(gradient) ?? []) };
}

/** Where a tap of the window reads along one axis: output i takes element i + shift of this phase. */
type Tap = { readonly phase: number; readonly shift: number };

function tapsOf({ kernel, stride, padding }: MaxPoolOptions): readonly Tap[] {
  return Array.from({ length: kernel }, (_, tap) => {
    const shift = Math.floor((tap - padding) / stride);
    return { phase: tap - padding - shift * stride, shift };
  });
}

type Along = { readonly taps: readonly Tap[]; readonly axis: 2 | 3; readonly count: number; readonly fill: number };

/** The maximum over the taps along one axis, and the way back to each phase. */
function poolAlong(graph: Graph, phases: readonly Value[], { taps, axis, count, fill }: Along) {
  const read = taps.map(({ phase, shift }) => shifted(graph, phaseOf(phases, phase), axis, shift, count, fill));
  const y = read.reduce((most, tap) => graph.node('Max', [most, tap], tap.shape));
  const back = (dy: Value): readonly Value[] => {
    const shares = toFirstMaximum(graph, dy, y, read);
    return phases.map((phase, place) => {
      const own = taps.flatMap((tap, at) =>
        tap.phase === place ? [unshifted(graph, shares[at] ?? dy, axis, tap.shift, size(phase, axis))] : [],
      );
      return own.length === 0 ? zeros(graph, phase.shape) : own.reduce((total, share) => add(graph, total, share));
    });
  };
  return { y, back };
}

/** dy to the first tap that is the maximum: each takes its share of what is left, and the last, if no other did, takes all. */
function toFirstMaximum(graph: Graph, dy: Value, y: Value, taps: readonly Value[]): readonly Value[] {
  let left = dy;
  return taps.map((tap, at) => {
    if (at === taps.length - 1) return left;
    const share = multiply(graph, left, reaches(graph, tap, y));
    left = subtract(graph, left, share);
    return share;
  });
}

function phaseOf(phases: readonly Value[], phase: number): Value {
  const found = phases[phase];
  if (found === undefined) throw new RangeError(`There is no phase ${phase} of ${phases.length}.`);
  return found;
}

/** Elements shift … shift + count of an axis; what lies outside is `fill`. */
function shifted(graph: Graph, x: Value, axis: 2 | 3, shift: number, count: number, fill: number): Value {
  const after = count - size(x, axis) + shift;
  return pad(graph, x, axis === 2 ? [-shift, 0, after, 0] : [0, -shift, 0, after], fill);
}

/** The transpose of that, back to `side` elements. */
function unshifted(graph: Graph, dy: Value, axis: 2 | 3, shift: number, side: number): Value {
  return shifted(graph, dy, axis, -shift, side, 0);
}

function zeros(graph: Graph, shape: readonly number[]): Value {
  return graph.node('Expand', [graph.scalar(0), graph.integers(...shape)], shape);
}
