/** The messages between the application and its threads, each of which does one job at a time. */
import { z } from 'zod';
import { failedMessageSchema } from '../../contract/failedMessage.ts';
import { progressSchema } from '../../contract/progress.ts';
import type { JobName } from './jobs.ts';

export type ThreadRequest =
  | { readonly type: 'do'; readonly job: JobName; readonly input: unknown }
  /** Whoever asked no longer waits: what is under way may end early. */
  | { readonly type: 'stop' };

export const threadAnswerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), progress: progressSchema }),
  z.strictObject({ type: z.literal('done'), output: z.unknown() }),
  failedMessageSchema,
]);
export type ThreadAnswer = z.infer<typeof threadAnswerSchema>;
