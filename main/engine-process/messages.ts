/** The messages between the application and the engine's child process; both sides check what arrives. */
import { z } from 'zod';
import { epochMetricsSchema, predictionSchema } from '../../app/contract/evaluation.ts';
import { failureKindSchema } from '../../app/contract/failure.ts';

/** What may be spent on having images ready before the engine needs them. */
const pipelineKeys = {
  /** Of memory, for decoded images. */
  cacheBytes: z.int().min(0),
  diskCache: z.strictObject({ folder: z.string(), bytes: z.int().min(0) }).nullable(),
  /** Threads; 0: the engine's own makes its batches. */
  workers: z.int().min(0),
};
export type PipelineOptions = z.infer<z.ZodObject<typeof pipelineKeys>>;

/** One run at a time; paths and settings, never pixels. */
export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('execute'),
    folder: z.string(),
    dataRoot: z.string(),
    resume: z.boolean(),
    threads: z.int().min(1),
    ...pipelineKeys,
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
