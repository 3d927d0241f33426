/** A failure as it crosses from one thread or process to another: an Error loses its kind on the way, its words do not. */
import { z } from 'zod';
import { asFailure, failureKindSchema, SmearlabError } from './failure.ts';

export const failedMessageSchema = z.strictObject({
  type: z.literal('failed'),
  kind: failureKindSchema,
  sentence: z.string(),
  file: z.string().optional(),
  /** What lies below the sentence, for the log. */
  cause: z.string().optional(),
});
export type FailedMessage = z.infer<typeof failedMessageSchema>;

/** What is sent of anything that was thrown. */
export function failedMessage(error: unknown): FailedMessage {
  const { kind, message, file, cause } = asFailure(error);
  const why = cause instanceof Error ? { cause: cause.stack ?? cause.message } : {};
  return { type: 'failed', kind, sentence: message, ...(file === undefined ? {} : { file }), ...why };
}

/** The failure on the other side. */
export function receivedFailure({ kind, sentence, file, cause }: Omit<FailedMessage, 'type'>): SmearlabError {
  return new SmearlabError(kind, sentence, { ...(file === undefined ? {} : { file }), cause });
}
