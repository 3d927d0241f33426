/** The messages between the engine's thread and those that make batches. */
import { z } from 'zod';
import { failedMessageSchema } from '../../contract/failedMessage.ts';
import type { BatchTask } from './batchTask.ts';

export type Request = { readonly task: BatchTask };

/** Arrays are handed over or shared, never copied. */
export const answerSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('made'),
    input: z.instanceof(Float32Array<ArrayBuffer>),
    decoded: z.array(
      z
        .strictObject({
          pixels: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
          kept: z.enum(['read', 'written', 'not-written', 'none']),
        })
        .nullable(),
    ),
  }),
  failedMessageSchema,
]);
export type Answer = z.infer<typeof answerSchema>;
