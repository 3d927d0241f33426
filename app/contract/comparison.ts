/** Two runs judged on the same images, and whether the difference between them is real. */
import { z } from 'zod';

export const comparisonSchema = z.strictObject({
  /** The runs' names, first and second. */
  runs: z.tuple([z.string(), z.string()]),
  /** How many images both were judged on. */
  images: z.int(),
  accuracy: z.tuple([z.number(), z.number()]),
  macroF1: z.tuple([z.number(), z.number()]),
  /** Of macro-F1: second less first, with the 95 % interval of a paired bootstrap over the images. */
  difference: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }),
  /** `b`: images that only the first run has right, `c`: only the second; `p`: exact, two-sided. */
  mcnemar: z.strictObject({ b: z.int(), c: z.int(), p: z.number() }),
  bootstrap: z.strictObject({ resamples: z.int(), seed: z.int() }),
  verdict: z.enum(['no evidence of a difference', 'the first is better', 'the second is better', 'the measures disagree']),
});
export type Comparison = z.infer<typeof comparisonSchema>;
