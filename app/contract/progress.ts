/** Progress of long work, as the application tells any face; the latest value wins. */
import { z } from 'zod';

export const progressSchema = z.strictObject({
  /** What is being done, in words: "Importing wbc", "wbc-10-masks". */
  task: z.string(),
  /** Where in it: "epoch 3 of 12, validating". */
  stage: z.string(),
  done: z.number(),
  total: z.number(),
  unit: z.enum(['images', 'runs', 'files']),
  perSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;
export type OnProgress = (progress: Progress) => void;
