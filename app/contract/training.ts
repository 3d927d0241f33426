/** Training inside the data folder: what is asked of it, the queue it waits in, and what is told while it goes on. */
import { z } from 'zod';
import { deviceChoiceSchema } from './device.ts';
import { confusionMatrixSchema, epochMetricsSchema } from './evaluation.ts';
import { libraryNameSchema } from './library.ts';
import { imageSizeSchema, networkChoiceSchema, studyRecipeSchema, trainingSchema } from './recipe.ts';
import { networkNameSchema, runStateSchema, sha256Schema } from './words.ts';
import { failureSchema } from './work.ts';

const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const id = z.int().min(1);

/** A recipe for one network, whatever images it is trained on. */
export const runRecipeSchema = z.strictObject({ network: networkChoiceSchema, imageSize: imageSizeSchema, training: trainingSchema });
export type RunRecipe = z.infer<typeof runRecipeSchema>;

/** Which of the training images: all of them, a subset saved by name, or a share of each class. */
export const trainedOnSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole') }),
  z.strictObject({ kind: z.literal('saved'), subset: id }),
  z.strictObject({ kind: z.literal('percent'), percent: z.number().positive().max(100), seed: seed.default(1) }),
]);
export type TrainedOn = z.infer<typeof trainedOnSchema>;

/** A finished run that an ensemble, or a network of its own kind, starts from. */
export const runInputSchema = z.strictObject({ part: z.enum(['autoencoder', 'cam16', 'wbc']), run: id });

/** Seeds of one order; each is a run of its own. */
export const MOST_SEEDS = 20;

/** One network on one data set, once for each seed. */
export const runOrderSchema = z.strictObject({
  kind: z.literal('run'),
  name: libraryNameSchema,
  dataSet: id,
  trainedOn: trainedOnSchema,
  /** Masked copies of the images that have a mask (the lab's, drawn or accepted) beside them. */
  maskedCopies: z.boolean(),
  recipe: runRecipeSchema,
  seeds: z
    .array(seed)
    .min(1)
    .max(MOST_SEEDS)
    .refine((seeds) => new Set(seeds).size === seeds.length, 'each seed is given once'),
  /** The ensemble's three parts; for another network at most one, a run of it that it goes on with. */
  inputs: z.array(runInputSchema).max(3).default([]),
  device: deviceChoiceSchema.default('auto'),
});
export type RunOrder = z.infer<typeof runOrderSchema>;

/** The whole study of docs/study.md over data sets of the library. */
export const studyOrderSchema = z.strictObject({
  kind: z.literal('study'),
  name: libraryNameSchema,
  dataSets: z.strictObject({ wbc: id, cam16: id, prcc: id }),
  /** Per cents of the training images. */
  subsets: z.array(z.number().positive().max(100)).min(1).max(20).default([1, 10, 50, 100]),
  seed: seed.default(1),
  /** What it does not say is the study's own. */
  recipe: studyRecipeSchema.default({}),
  device: deviceChoiceSchema.default('auto'),
});
export type StudyOrder = z.infer<typeof studyOrderSchema>;

export const trainingOrderSchema = z.discriminatedUnion('kind', [runOrderSchema, studyOrderSchema]);
export type TrainingOrder = z.infer<typeof trainingOrderSchema>;

/** What an order comes to, before it is given. */
export const trainingPlanSchema = z.strictObject({
  runs: z.array(
    z.strictObject({
      name: z.string(),
      network: networkNameSchema,
      epochs: z.int(),
      trainImages: z.int(),
      /** Beside them. */
      maskedCopies: z.int(),
      valImages: z.int(),
      classes: z.array(z.string()),
      seed: z.int(),
    }),
  ),
  /** What a reader of the numbers must know about the data. */
  warnings: z.array(z.string()),
});
export type TrainingPlan = z.infer<typeof trainingPlanSchema>;

/**
 * `waiting` for its turn; `pausing` and `stopping`: the batch under way ends; `paused` keeps its place and goes on from its last finished
 * epoch when it is resumed; `stopped` and `failed` may be resumed as well.
 */
export const queueStateSchema = z.enum(['waiting', 'running', 'pausing', 'stopping', 'paused', 'stopped', 'finished', 'failed']);
export type QueueState = z.infer<typeof queueStateSchema>;

/** How far the run that is being trained is; the latest value wins. */
export const trainingLiveSchema = z.strictObject({
  entry: z.int(),
  /** The run's id. */
  run: z.int(),
  name: z.string(),
  network: networkNameSchema,
  /** Which of the entry's runs, from 1. */
  place: z.int(),
  runs: z.int(),
  epoch: z.int(),
  epochs: z.int(),
  stage: z.enum(['measuring', 'training', 'estimating', 'validating']),
  /** Images of this epoch's stage. */
  done: z.int(),
  total: z.int(),
  /** Images per second in this stage; null where it has just begun. */
  perSecond: z.number().nullable(),
  /** Of the whole entry; null before anything was done. */
  secondsLeft: z.number().nullable(),
  /** Of the last batch; null outside training. */
  trainLoss: z.number().nullable(),
});
export type TrainingLive = z.infer<typeof trainingLiveSchema>;

export const queuedRunSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  network: networkNameSchema,
  state: runStateSchema,
  /** Finished ones. */
  epochsDone: z.int(),
  epochs: z.int(),
  seed: z.int(),
});
export type QueuedRun = z.infer<typeof queuedRunSchema>;

export const queueEntrySchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  state: queueStateSchema,
  /** As it was asked. */
  order: trainingOrderSchema,
  /** Empty until it has begun. */
  runs: z.array(queuedRunSchema),
  live: trainingLiveSchema.nullable(),
  failure: failureSchema.nullable(),
  /** What was said about data and devices, oldest first; only while the application is open. */
  notices: z.array(z.string()),
  addedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Its id among studies, by which the Runs screen shows its table; null until it has begun. */
  study: z.int().nullable(),
  /** Of a finished study: its report on the disk. */
  report: z.string().nullable(),
});
export type QueueEntry = z.infer<typeof queueEntrySchema>;

export const queueSchema = z.strictObject({
  /** Nothing new begins. */
  isHeld: z.boolean(),
  /** In the order in which they begin; what has ended comes last, the latest hundred of it. */
  entries: z.array(queueEntrySchema),
});
export type Queue = z.infer<typeof queueSchema>;

/** What is shown of one validation image after an epoch; always the same few images of a data set. */
export const sampleSchema = z.strictObject({
  image: z.int(),
  /** Places in the run's classes. */
  actual: z.int(),
  predicted: z.int(),
  probabilities: z.array(z.number()),
});
export type Sample = z.infer<typeof sampleSchema>;

/** One epoch as it is shown. What an epoch found is null where it was trained by an older program, or elsewhere. */
export const epochReportSchema = z.strictObject({
  metrics: epochMetricsSchema,
  isBest: z.boolean(),
  found: z
    .strictObject({
      /** On the validation images; null where there are no classes. */
      confusion: confusionMatrixSchema.nullable(),
      samples: z.array(sampleSchema),
      /**
       * Images that the autoencoder's reconstructions are of: that at place n has the address of `reconstruction` n of this epoch. Empty where
       * they were thinned out (`keepsReconstructions`).
       */
      reconstructed: z.array(z.int()),
    })
    .nullable(),
});
export type EpochReport = z.infer<typeof epochReportSchema>;

/** A run while it is trained, and after it. */
export const watchedRunSchema = z.strictObject({
  ...queuedRunSchema.shape,
  classes: z.array(z.string()),
  dataSet: z.int(),
  device: z.string().nullable(),
  failure: z.string().nullable(),
  /** First epoch first. */
  curve: z.array(epochReportSchema),
});
export type WatchedRun = z.infer<typeof watchedRunSchema>;

/** A finished run that may be started from. */
export const possibleInputSchema = z.strictObject({
  run: z.int(),
  name: z.string(),
  /** Of the entry or study it belongs to. */
  study: z.string().nullable(),
  part: runInputSchema.shape.part,
  dataSet: z.string(),
  /** Whether its outputs mean the same; of an autoencoder they always do. Else the last layer begins anew. */
  hasItsClasses: z.boolean(),
  finishedAt: z.string(),
  /** Of its kept epoch: macro-F1, of an autoencoder the validation MSE. */
  score: z.number().nullable(),
});
export type PossibleInput = z.infer<typeof possibleInputSchema>;

/** What is kept under a recipe's name: for one network, or for the networks of a study. */
export const keptRecipeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), recipe: runRecipeSchema }),
  z.strictObject({ kind: z.literal('study'), recipe: studyRecipeSchema }),
]);
export type KeptRecipe = z.infer<typeof keptRecipeSchema>;

export const savedRecipeSchema = z.strictObject({ name: libraryNameSchema, content: keptRecipeSchema, savedAt: z.iso.datetime() });
export type SavedRecipe = z.infer<typeof savedRecipeSchema>;

/** What the network sees of one image, by a recipe's augmentation. Pictures have addresses: `preview` of media.ts. */
export const previewRowSchema = z.strictObject({
  image: z.int(),
  name: z.string(),
  isMaskedCopy: z.boolean(),
  /** The picture's hash. */
  original: sha256Schema,
  /** One per epoch from the first; `words`: what was done to it, in lines. */
  variants: z.array(z.strictObject({ picture: sha256Schema, words: z.array(z.string()) })),
});
export const previewSchema = z.strictObject({
  /** Side of the pictures: the recipe's, at most 256. */
  side: z.int(),
  rows: z.array(previewRowSchema),
});
export type AugmentationPreview = z.infer<typeof previewSchema>;
