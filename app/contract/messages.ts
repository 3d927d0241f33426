/** The messages between a face and the application, the same over Electron's IPC and over a WebSocket. */
import { z } from 'zod';
import { eventSchema } from './events.ts';
import { failureSchema } from './work.ts';

/** `id` is the caller's own; an answer carries it back. */
export const requestSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), id: z.int(), procedure: z.string().max(100), input: z.unknown() }),
  /** The caller no longer waits for this call's answer. Long work that it began goes on (`work.stop` ends it). */
  z.strictObject({ type: z.literal('cancel'), id: z.int() }),
]);
export type Request = z.infer<typeof requestSchema>;

export const responseSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('result'), id: z.int(), output: z.unknown() }),
  z.strictObject({ type: z.literal('failure'), id: z.int(), failure: failureSchema }),
  z.strictObject({ type: z.literal('event'), event: eventSchema }),
]);
export type Response = z.infer<typeof responseSchema>;
