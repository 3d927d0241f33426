/** Long work as every face sees it: what goes on, how far it is, and how it ended. */
import { z } from 'zod';
import { failureKindSchema } from './failure.ts';
import { progressSchema } from './progress.ts';

/** A failure as it crosses a border. */
export const failureSchema = z.strictObject({ kind: failureKindSchema, sentence: z.string(), file: z.string().nullable() });
export type Failure = z.infer<typeof failureSchema>;

export const workSchema = z.strictObject({
  id: z.int(),
  /** The name of the long procedure. */
  procedure: z.string(),
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('running'), progress: progressSchema.nullable() }),
    z.strictObject({ kind: z.literal('stopping'), progress: progressSchema.nullable() }),
    z.strictObject({ kind: z.literal('finished') }),
    z.strictObject({ kind: z.literal('failed'), failure: failureSchema }),
  ]),
});
export type Work = z.infer<typeof workSchema>;
