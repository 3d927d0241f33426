import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../random/random.ts';
import { elements } from '../../shapes.ts';
import { Graph, PORTABLE, PROCESSOR, type Target } from '../graph.ts';
import { imageSizes, type Sides, type Window } from '../operations.ts';
import { numbersOf, openSession, runSession, tensorOver } from '../session.ts';
import { convWeightGradient } from './convWeightGradient.ts';

const BATCH = 2;

type Case = { readonly of: string; readonly inputs: number; readonly outputs: number; readonly side: number; readonly window: Window };
const window = (kernel: number, stride: number, pads: Sides): Window => ({
  ...{ kernel: [kernel, kernel], strides: [stride, stride], pads, groups: 1 },
});

const CASES: readonly Case[] = [
  {
    of: 'a plane of so many pixels that few columns are taken at a time',
    inputs: 32,
    outputs: 9,
    side: 32,
    window: window(3, 1, [1, 1, 1, 1]),
  },
  { of: 'a plane one pixel row too small for that', inputs: 32, outputs: 9, side: 31, window: window(3, 1, [1, 1, 1, 1]) },
  { of: 'columns that are no multiple of so few', inputs: 33, outputs: 9, side: 33, window: window(3, 1, [1, 1, 1, 1]) },
  { of: 'no padding', inputs: 32, outputs: 9, side: 34, window: window(3, 1, [0, 0, 0, 0]) },
  { of: 'a large kernel with stride', inputs: 3, outputs: 8, side: 16, window: window(7, 2, [3, 3, 3, 3]) },
  { of: 'a large kernel over the first phase of an image', inputs: 3, outputs: 8, side: 16, window: window(7, 4, [3, 3, 0, 0]) },
  { of: 'a large kernel over the last phase of an image', inputs: 3, outputs: 8, side: 16, window: window(7, 4, [1, 1, 2, 2]) },
  { of: 'a large kernel with more padding than it reaches', inputs: 2, outputs: 3, side: 9, window: window(5, 1, [6, 4, 5, 6]) },
];

describe.each([
  ['a processor', PROCESSOR],
  ['any device', PORTABLE],
] as const)('the gradient of a weight, for %s', (_, target) => {
  it.each(CASES)('is the sum over all positions for $of', async (example) => {
    const { actual, expected } = await gradients(example, target);
    const size = Math.sqrt(expected.reduce((sum, value) => sum + value * value, 0));
    const error = Math.sqrt(expected.reduce((sum, value, i) => sum + (value - (actual[i] ?? Number.NaN)) ** 2, 0));
    expect(error / size).toBeLessThan(2e-6);
  });
});

async function gradients({ inputs, outputs, side, window }: Case, target: Target) {
  const graph = new Graph(target);
  const [top, left, bottom, right] = window.pads;
  const [kernel] = window.kernel;
  const outSide = (before: number, after: number) => Math.floor((side + before + after - kernel) / window.strides[0]) + 1;
  const x = graph.input('x', [BATCH, inputs, side, side]);
  const dy = graph.input('dy', [BATCH, outputs, outSide(top, bottom), outSide(left, right)]);
  const shape = [outputs, inputs, kernel, kernel];
  const output = graph.output(convWeightGradient(graph, x, dy, shape, window)).name;
  const random = randomFor(1, 'gradient of a weight');
  const noise = (of: readonly number[]) => Float32Array.from({ length: elements(of) }, () => random.uniform(-1, 1));
  const [images, dys] = [noise(x.shape), noise(dy.shape)];
  const session = await openSession(graph.encode(), 1, 'A test');
  try {
    const feeds = { x: tensorOver(images, x.shape, 'x'), dy: tensorOver(dys, dy.shape, 'dy') };
    const actual = numbersOf(await runSession(session, feeds, { [output]: null }, 'A test'), output);
    return { actual, expected: slowly(images, dys, imageSizes(dy), shape, { ...window, side, inputs }) };
  } finally {
    await session.release();
  }
}

/** Written out in double precision. */
function slowly(
  x: Float32Array,
  dy: Float32Array,
  [batch, outputs, rows, columns]: readonly [number, number, number, number],
  shape: readonly number[],
  { side, inputs, kernel: [kernel], strides, pads: [top, left] }: Window & { readonly side: number; readonly inputs: number },
): Float64Array {
  const sums = new Float64Array(elements(shape));
  for (let at = 0; at < sums.length; at++) {
    const [along, down] = [at % kernel, Math.floor(at / kernel) % kernel];
    const [input, output] = [Math.floor(at / kernel ** 2) % inputs, Math.floor(at / kernel ** 2 / inputs)];
    let sum = 0;
    for (let image = 0; image < batch; image++) {
      for (let row = 0; row < rows; row++) {
        const y = row * strides[0] + down - top;
        if (y < 0 || y >= side) continue;
        for (let column = 0; column < columns; column++) {
          const across = column * strides[1] + along - left;
          if (across < 0 || across >= side) continue;
          const d = dy[((image * outputs + output) * rows + row) * columns + column] ?? Number.NaN;
          sum += d * (x[((image * inputs + input) * side + y) * side + across] ?? Number.NaN);
        }
      }
    }
    sums[at] = sum;
  }
  return sums;
}
