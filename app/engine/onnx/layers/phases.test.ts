/** A convolution's phases against the convolution. */
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../random/random.ts';
import { elements } from '../../shapes.ts';
import { blockSize } from '../blockSize.ts';
import { Graph, PORTABLE, PROCESSOR, type Target, type Value } from '../graph.ts';
import { imageSizes } from '../operations.ts';
import { numbersOf, openSession, runSession, tensorOver } from '../session.ts';
import { Tape } from '../tape.ts';
import { conv, convPhases } from './conv.ts';
import type { Phases } from './phases.ts';

type Case = { readonly side: number; readonly kernel: number; readonly stride: number; readonly padding: number; readonly phases: number };

function uniform({ name, shape }: Value): Float32Array {
  const random = randomFor(5, name);
  return Float32Array.from({ length: elements(shape) }, () => random.uniform(-1, 1));
}

/** Two images of three channels and a trained weight of 16 outputs. */
function lowered({ side, kernel, stride, padding, phases }: Case, target: Target) {
  const graph = new Graph(target);
  const tape = new Tape(graph);
  const x = graph.input('x', [2, 3, side, side]);
  const weight = graph.input('weight', [16, 3, kernel, kernel]);
  tape.track(weight);
  const whole = conv(tape, x, weight, null, { stride, padding });
  return { graph, tape, x, weight, whole, cut: convPhases(tape, x, weight, null, { stride, padding }, phases) };
}

/** The numbers of the phases in the places they have in the whole. */
function together(
  phases: Phases,
  [, , height, width]: readonly number[],
  numbers: (phase: Value) => Float32Array,
  planes: number,
): Float32Array {
  const [h, w] = [height ?? 0, width ?? 0];
  const whole = new Float32Array(planes * h * w);
  phases.forEach((row, r) => {
    row.forEach((phase, c) => {
      const [, , rows, columns] = imageSizes(phase);
      numbers(phase).forEach((value, at) => {
        const [plane, pixel] = [Math.floor(at / (rows * columns)), at % (rows * columns)];
        whole[plane * h * w + (Math.floor(pixel / columns) * phases.length + r) * w + (pixel % columns) * phases.length + c] = value;
      });
    });
  });
  return whole;
}

const block = await blockSize();
const targets = [
  { kind: 'blocked, where there are such', target: { ...PROCESSOR, block } },
  { kind: 'plain', target: PROCESSOR },
];

describe.each(targets)('the phases of a convolution ($kind)', ({ target }) => {
  it.each([
    { side: 16, kernel: 7, stride: 2, padding: 3, phases: 2 },
    { side: 15, kernel: 7, stride: 2, padding: 3, phases: 2 },
    { side: 8, kernel: 3, stride: 1, padding: 1, phases: 2 },
    { side: 9, kernel: 5, stride: 1, padding: 2, phases: 3 },
    { side: 4, kernel: 1, stride: 1, padding: 1, phases: 2 },
  ])('are bit for bit what it gives as a whole: side $side, kernel $kernel, stride $stride, $phases phases', async (example) => {
    const { graph, x, weight, whole, cut } = lowered(example, target);
    if (cut === undefined) throw new TypeError('There are no phases.');
    const read = [whole, ...cut.flat()].map((value) => graph.output(value).name);
    const session = await openSession(graph.encode(), 1, 'the phases');
    const feeds = Object.fromEntries([x, weight].map((value) => [value.name, tensorOver(uniform(value), value.shape, value.name)]));
    const results = await runSession(session, feeds, Object.fromEntries(read.map((name) => [name, null])), 'the phases');
    await session.release();
    expect(together(cut, whole.shape, ({ name }) => numbersOf(results, name), 2 * 16)).toEqual(numbersOf(results, whole.name));
  });
});

describe('a convolution is not cut into phases', () => {
  const whole = { side: 8, kernel: 3, stride: 1, padding: 1, phases: 2 };
  it.each([
    { why: 'its output is no whole number of squares', example: { ...whole, side: 7 } },
    { why: 'its padding does not reach to the last phase', example: { ...whole, kernel: 1, padding: 0 } },
    { why: 'the pooling moves by single pixels', example: { ...whole, phases: 1 } },
  ])('when $why', ({ example }) => {
    expect(lowered(example, PROCESSOR).cut).toBeUndefined();
  });

  it('on other devices than a processor', () => {
    expect(lowered(whole, PORTABLE).cut).toBeUndefined();
  });

  it('when its input has a gradient, or its weight has none', () => {
    const { tape, x, weight } = lowered(whole, PROCESSOR);
    tape.track(x);
    expect(convPhases(tape, x, weight, null, { stride: 1, padding: 1 }, 2)).toBeUndefined();
    const frozen = new Tape(tape.graph);
    expect(convPhases(frozen, x, weight, null, { stride: 1, padding: 1 }, 2)).toBeUndefined();
  });
});
