/** What is stored with a sweep, so that going on means the same one. */
import { z } from 'zod';
import { type Sweep, sweepSchema } from '../../contract/sweep.ts';

export const storedSweepSchema = z.strictObject({ sweep: sweepSchema, wbc: z.string(), groupBy: z.string().nullable().default(null) });
export type StoredSweep = z.infer<typeof storedSweepSchema>;

/** One round with the epochs of each recipe, or one for each number of epochs. */
export function roundEpochs({ search }: Sweep): readonly (number | null)[] {
  return search.kind === 'halving' ? search.epochs : [null];
}
