/** The messages between the application and the engine's child process; both sides check what arrives. */
import { z } from 'zod';
import { deviceSchema } from '../../app/contract/device.ts';
import { epochFindingsSchema, epochMetricsSchema, predictionSchema } from '../../app/contract/evaluation.ts';
import { explanationSchema } from '../../app/contract/explanation.ts';
import { failureKindSchema } from '../../app/contract/failure.ts';
import { recipeSchema } from '../../app/contract/recipe.ts';
import { unreadReasonSchema } from '../../app/contract/slides.ts';
import { sha256Schema } from '../../app/contract/words.ts';

/** What an engine is opened with. */
const engineKeys = { device: deviceSchema, threads: z.int().min(1) };

/** What may be spent on having images ready before the engine needs them. */
const pipelineKeys = {
  /** Of memory, for decoded images. */
  cacheBytes: z.int().min(0),
  diskCache: z.strictObject({ folder: z.string(), bytes: z.int().min(0) }).nullable(),
  /** Threads; 0: the engine's own makes its batches. */
  workers: z.int().min(0),
};
export type PipelineOptions = z.infer<z.ZodObject<typeof pipelineKeys>>;

/** One thing at a time; paths and settings, never pixels. */
export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('execute'),
    folder: z.string(),
    dataRoot: z.string(),
    /** Where masks that were drawn or accepted lie. */
    dataFolder: z.string().optional(),
    resume: z.boolean(),
    ...engineKeys,
    ...pipelineKeys,
  }),
  /** Opens the device and says so, or why not. */
  z.strictObject({ type: z.literal('open'), ...engineKeys }),
  /** Opens it, then times a training step of this recipe. */
  z.strictObject({ type: z.literal('measure'), ...engineKeys, recipe: recipeSchema, classes: z.int().min(0) }),
  /** Where the network of a run looked in an image. */
  z.strictObject({ type: z.literal('explain'), folder: z.string(), image: z.string(), class: z.string().nullable(), ...engineKeys }),
  /** What the network of a run takes cells for; `workers` decode them. */
  z.strictObject({
    type: z.literal('classify'),
    folder: z.string(),
    cells: z.array(z.strictObject({ id: z.int(), file: z.string(), sha256: sha256Schema.nullable() })),
    testTimeAugmentation: z.boolean(),
    workers: z.int().min(0),
    ...engineKeys,
  }),
  z.strictObject({ type: z.literal('stop') }),
]);
export type Command = z.infer<typeof commandSchema>;
export type ExecuteCommand = Extract<Command, { type: 'execute' }>;
export type ExplainCommand = Extract<Command, { type: 'explain' }>;
export type ClassifyCommand = Extract<Command, { type: 'classify' }>;
export type DeviceCommand = Extract<Command, { type: 'open' | 'measure' }>;

const foundSchema = z.discriminatedUnion('kind', [
  z.strictObject({ cell: z.int(), kind: z.literal('classified'), probabilities: z.array(z.number()) }),
  z.strictObject({ cell: z.int(), kind: z.literal('unclassified'), reason: unreadReasonSchema, sentence: z.string() }),
]);

const engineIdentity = { engine: z.string(), device: z.string(), versions: z.record(z.string(), z.string()) };

export const reportSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** A run has begun. */
  z.strictObject({ type: z.literal('started'), ...engineIdentity }),
  /** The device that was asked for is open. */
  z.strictObject({ type: z.literal('opened'), ...engineIdentity }),
  z.strictObject({ type: z.literal('measured'), secondsPerStep: z.number().positive() }),
  z.strictObject({
    type: z.literal('progress'),
    progress: z.strictObject({
      stage: z.enum(['measuring', 'training', 'validating']),
      epoch: z.int(),
      epochs: z.int(),
      done: z.int(),
      total: z.int(),
      trainLoss: z.number().nullable(),
    }),
  }),
  /** `found` null: an epoch of before a resume. Reconstructions lie in the run's folder. */
  z.strictObject({ type: z.literal('epoch'), metrics: epochMetricsSchema, isBest: z.boolean(), found: epochFindingsSchema.nullable() }),
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
  z.strictObject({ type: z.literal('explained'), explanation: explanationSchema }),
  /** Of some of the cells. */
  z.strictObject({ type: z.literal('found'), found: z.array(foundSchema) }),
  /** Each was told of. */
  z.strictObject({ type: z.literal('classified') }),
  z.strictObject({
    ...{ type: z.literal('failed'), kind: failureKindSchema, sentence: z.string(), file: z.string().optional() },
    /** What the runtime said, where the sentence is made of that. */
    details: z.string().optional(),
  }),
]);
export type Report = z.infer<typeof reportSchema>;
