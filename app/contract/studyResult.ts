/** `study.json`: what a study found, for programs. */
import { z } from 'zod';
import { classScoresSchema, confusionMatrixSchema } from './evaluation.ts';
import { armSchema } from './words.ts';

export const studyRowSchema = z.strictObject({
  /** Per cent of the training images. */
  subset: z.number(),
  arm: armSchema,
  /** Training images, masked copies not counted. */
  trainImages: z.int(),
  maskedCopies: z.int(),
  accuracy: z.number(),
  /** Wilson's 95 % interval of the accuracy. */
  accuracyInterval: z.tuple([z.number(), z.number()]),
  macroF1: z.number(),
  weightedF1: z.number(),
  perClass: z.record(z.string(), classScoresSchema),
  confusion: confusionMatrixSchema,
  /** Wall-clock seconds of training and validation. */
  seconds: z.number(),
  /** The epoch these numbers are of, and the best one by validation macro-F1 for comparison. */
  epoch: z.int(),
  bestEpoch: z.int(),
  bestMacroF1: z.number(),
});
export type StudyRow = z.infer<typeof studyRowSchema>;

export const studyResultSchema = z.strictObject({
  classes: z.array(z.string()),
  rows: z.array(studyRowSchema),
  pretraining: z.strictObject({
    autoencoder: z.strictObject({ validationMse: z.number(), seconds: z.number() }),
    cam16: z.strictObject({
      classes: z.array(z.string()),
      accuracy: z.number(),
      macroF1: z.number(),
      confusion: confusionMatrixSchema,
      seconds: z.number(),
    }),
  }),
  /** What makes the study repeatable. */
  settings: z.strictObject({
    seed: z.int(),
    imageSize: z.int(),
    engine: z.string(),
    device: z.string(),
    versions: z.record(z.string(), z.string()),
    dataSets: z.record(z.string(), z.strictObject({ root: z.string(), hash: z.string(), train: z.int(), val: z.int(), test: z.int() })),
  }),
  /** Sentences about the data that a reader of the numbers must know. */
  warnings: z.array(z.string()),
  /** Training and validation of all runs, whether in one go or resumed. */
  seconds: z.number(),
});
export type StudyResult = z.infer<typeof studyResultSchema>;
