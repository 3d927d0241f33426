/** The messages between the application and the engine's child process; both sides check what arrives. */
import { z } from 'zod';
import { epochMetricsSchema, predictionSchema } from '../../app/contract/evaluation.ts';
import { failureKindSchema } from '../../app/contract/failure.ts';

/** One run at a time; paths and settings, never pixels. */
export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('execute'),
    folder: z.string(),
    dataRoot: z.string(),
    resume: z.boolean(),
    threads: z.int().min(1),
    cacheBytes: z.int().min(0),
  }),
  z.strictObject({ type: z.literal('stop') }),
]);
export type Command = z.infer<typeof commandSchema>;
export type ExecuteCommand = Extract<Command, { type: 'execute' }>;

export const reportSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('started'), engine: z.string(), device: z.string(), versions: z.record(z.string(), z.string()) }),
  z.strictObject({
    type: z.literal('progress'),
    progress: z.strictObject({
      stage: z.enum(['measuring', 'training', 'validating']),
      epoch: z.int(),
      epochs: z.int(),
      done: z.int(),
      total: z.int(),
    }),
  }),
  z.strictObject({ type: z.literal('epoch'), metrics: epochMetricsSchema, isBest: z.boolean() }),
  z.strictObject({
    type: z.literal('finished'),
    outcome: z.strictObject({
      reportedEpoch: z.int(),
      bestEpoch: z.int(),
      bestScore: z.number(),
      seconds: z.number(),
      predictions: z.array(predictionSchema),
    }),
  }),
  z.strictObject({ type: z.literal('failed'), kind: failureKindSchema, sentence: z.string(), file: z.string().optional() }),
]);
export type Report = z.infer<typeof reportSchema>;
