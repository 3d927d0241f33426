/** The numbers a run is judged by. */
import { z } from 'zod';

const share = z.number().min(0).max(1);

/** Precision, recall and F1 are 0 where they are undefined, as scikit-learn's `zero_division=0` has it. */
export const classScoresSchema = z.strictObject({ precision: share, recall: share, f1: share, support: z.int().min(0) });
export type ClassScores = z.infer<typeof classScoresSchema>;

export const classificationReportSchema = z.strictObject({
  /** Class name → scores, in class order. */
  perClass: z.record(z.string(), classScoresSchema),
  accuracy: share,
  macroAverage: classScoresSchema,
  weightedAverage: classScoresSchema,
});
export type ClassificationReport = z.infer<typeof classificationReportSchema>;

/** `[actual][predicted]` counts, rows and columns in class order. */
export const confusionMatrixSchema = z.array(z.array(z.int().min(0)));
export type ConfusionMatrix = z.infer<typeof confusionMatrixSchema>;

/** One line of a learning curve. Accuracy and macro-F1 are null for the autoencoder, val values where there are no val images. */
export const epochMetricsSchema = z.strictObject({
  epoch: z.int().min(1),
  trainLoss: z.number(),
  trainAccuracy: z.number().nullable(),
  valLoss: z.number().nullable(),
  valAccuracy: z.number().nullable(),
  valMacroF1: z.number().nullable(),
  seconds: z.number(),
});
export type EpochMetrics = z.infer<typeof epochMetricsSchema>;

/** What a run says of one validation image: the probability of each class, in class order. */
export const predictionSchema = z.strictObject({
  sha256: z.string(),
  path: z.string(),
  actual: z.int().min(0),
  predicted: z.int().min(0),
  probabilities: z.array(z.number()),
});
export type Prediction = z.infer<typeof predictionSchema>;

/** What an epoch found beside its metrics: for a person who watches. */
export const epochFindingsSchema = z.strictObject({
  /** On the validation images; null where there are no classes. */
  confusion: confusionMatrixSchema.nullable(),
  /** Of a few validation images, the same in every epoch. */
  samples: z.array(predictionSchema),
  /** Paths of the images of which the autoencoder's reconstructions were written, in the order of their files. */
  reconstructed: z.array(z.string()),
});
export type EpochFindings = z.infer<typeof epochFindingsSchema>;
