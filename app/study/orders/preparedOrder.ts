/** An order as it is carried out: planned, its run files on the disk. Made in a thread, because with very many images it takes seconds. */
import { z } from 'zod';
import type { TrainingOrder } from '../../contract/training.ts';
import { dataSetRoleSchema } from '../../contract/words.ts';
import { runArmSchema } from '../../store/runs.ts';
import { runFactsSchema } from '../runFacts.ts';
import { studySettingsSchema } from '../settings.ts';

export const preparedOrderSchema = z.object({
  runs: z.array(
    z.object({
      runFile: runFactsSchema,
      arm: runArmSchema,
      role: dataSetRoleSchema.nullable(),
      percent: z.number().nullable(),
      inputs: z.array(z.object({ part: z.enum(['autoencoder', 'cam16', 'wbc']), run: z.string(), weight: z.number().nullable() })),
      dataSetId: z.int(),
      /** null where it is trained on all, or on one of `subsets`. */
      subsetId: z.int().nullable(),
    }),
  ),
  /** Drawn ones, which whoever writes the store is to keep. */
  subsets: z.array(z.object({ dataSetId: z.int(), percent: z.number(), seed: z.int(), images: z.array(z.int()) })),
  earlierRuns: z.array(z.tuple([z.string(), z.int()])),
  warnings: z.array(z.string()),
  /** Of a study. */
  settings: studySettingsSchema.nullable(),
  /** Whether it is the plan by which it began before. */
  isStored: z.boolean(),
});
export type PreparedOrder = z.infer<typeof preparedOrderSchema>;

export type PrepareRequest = {
  readonly order: TrainingOrder;
  /** What it was carried out as before; null at its first start. */
  readonly studyId: number | null;
  /** A folder of its own for the run files that are to be written: whoever stopped it meanwhile leaves them there. */
  readonly into: string;
};
