/** A tensor in a few numbers, as make_torch.py writes it down, and how far another tensor is from it. */
import { z } from 'zod';
import { hashed } from './torchCase.ts';

const SAMPLE = 160;

export const summarySchema = z.strictObject({
  /** L2 norm of the whole tensor. */
  norm: z.number(),
  /** Product of the whole tensor with a vector of ±1 drawn by its name. */
  dot: z.number(),
  /** Every `strideFor(length)`th element. */
  sample: z.array(z.number()),
  /** Relative L2 distance of PyTorch's own float32 from its float64, of which the rest is. */
  float32Distance: z.number(),
});
export type Summary = z.infer<typeof summarySchema>;

/** Step of the sample: the first from length/160 up that shares no factor with 2 or 3, so that it walks through all kernel places. */
function strideFor(length: number): number {
  let stride = Math.ceil(length / SAMPLE);
  while (stride > 1 && (stride % 2 === 0 || stride % 3 === 0)) stride++;
  return stride;
}

/**
 * How far `values` are from the tensor that was written down: the largest of the relative L2 distance of the sample, the relative
 * difference of the norms and that of the products with ±1 (which sees the elements the sample leaves out, and their signs), over
 * three, since the product of ±1 with a random error is up to three times as long as the error.
 */
export function distanceFrom(summary: Summary, values: Float32Array, seed: number, name: string): number {
  const stride = strideFor(values.length);
  if (Math.ceil(values.length / stride) !== summary.sample.length) return Number.POSITIVE_INFINITY;
  let squares = 0;
  let dot = 0;
  const hash = hashed(seed, `${name}/signs`);
  for (const [i, value] of values.entries()) {
    squares += value * value;
    dot += hash(i) >>> 31 === 1 ? -value : value;
  }
  const differences = summary.sample.map((expected, i) => (values[i * stride] ?? Number.NaN) - expected);
  const distances = [
    relative(norm(differences), norm(summary.sample)),
    relative(Math.sqrt(squares) - summary.norm, summary.norm),
    relative(dot - summary.dot, 3 * summary.norm),
  ];
  // A NaN must not pass: Math.max keeps it, and no comparison with it holds.
  return Math.max(...distances);
}

function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((total, value) => total + value * value, 0));
}

/** Relative to the size of what is expected; absolute where that is nothing. */
function relative(difference: number, expected: number): number {
  return Math.abs(difference) / (expected === 0 ? 1 : expected);
}
