/** A recipe: all that defines a training but its data. The defaults are the study's own (DESIGN: the reference recipe). */
import { z } from 'zod';

const positive = z.number().positive();
const fraction = z.number().min(0).lt(1);

export const optimizerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('adam'),
    learningRate: positive.default(1e-3),
    beta1: fraction.default(0.9),
    beta2: fraction.default(0.999),
    epsilon: positive.default(1e-8),
    weightDecay: z.number().min(0).default(0),
  }),
]);
export type OptimizerRecipe = z.infer<typeof optimizerSchema>;

/** Weights of the branches a (CAM16), b (WBC with masks) and c (encoder, then CAM16), in this order. */
export const ensembleWeightsSchema = z
  .tuple([z.number().min(0), z.number().min(0), z.number().min(0)])
  .refine((weights) => weights.some((weight) => weight > 0), 'at least one weight must be above 0');

export const networkChoiceSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('autoencoder') }),
  z.strictObject({ name: z.literal('cam16') }),
  z.strictObject({ name: z.literal('wbc') }),
  z.strictObject({
    name: z.literal('ensemble'),
    weights: ensembleWeightsSchema.default([0.2, 0.6, 0.2]),
    /** false: only the adapter and the two linear heads are trained; true: the three backbones as well. */
    fineTune: z.boolean().default(false),
  }),
]);
export type NetworkChoice = z.infer<typeof networkChoiceSchema>;

export const earlyStoppingSchema = z.strictObject({ patience: z.int().min(1) });

/** How long and how a network is trained; the part of a recipe that `--recipe FILE` may set per network. */
export const trainingSchema = z.strictObject({
  epochs: z.int().min(1).max(100_000).default(12),
  batchSize: z.int().min(1).max(4096).default(32),
  optimizer: optimizerSchema.prefault({ kind: 'adam' }),
  /** Stop after this many epochs without a better score (macro-F1, or the loss of the autoencoder). */
  earlyStopping: earlyStoppingSchema.nullable().default(null),
  /** Which checkpoint is reported and handed on. `best` is chosen on the validation images, so its score flatters. */
  keep: z.enum(['last', 'best']).default('last'),
});
export type TrainingRecipe = z.infer<typeof trainingSchema>;

export const imageSizeSchema = z.int().min(16).max(2048);

export const recipeSchema = z.strictObject({
  network: networkChoiceSchema,
  /** Side of the square network input, in pixels. */
  imageSize: imageSizeSchema,
  /** Whether the masked copies of the training images that have a mask are added beside them. */
  maskedCopies: z.boolean(),
  loss: z.enum(['cross-entropy', 'mse']),
  training: trainingSchema,
});
export type Recipe = z.infer<typeof recipeSchema>;

/** As a recipe file may give it: none of the defaults is filled in, because the command line and the kind of study come before them. */
const { epochs, batchSize, optimizer, earlyStopping, keep } = trainingSchema.shape;
const givenTrainingSchema = z
  .strictObject({
    epochs: epochs.unwrap(),
    batchSize: batchSize.unwrap(),
    optimizer: optimizer.unwrap(),
    earlyStopping: earlyStopping.unwrap(),
    keep: keep.unwrap(),
  })
  .partial();

/**
 * The recipe file of `smearlab study --recipe FILE`: every key optional, unknown keys refused by name.
 * What the command line says (`--size`, `--epochs`) goes before what the file says.
 */
export const studyRecipeSchema = z.strictObject({
  imageSize: imageSizeSchema.optional(),
  autoencoder: givenTrainingSchema.optional(),
  cam16: givenTrainingSchema.optional(),
  wbc: givenTrainingSchema.optional(),
  ensemble: givenTrainingSchema.extend({ weights: ensembleWeightsSchema.optional(), fineTune: z.boolean().optional() }).optional(),
});
export type StudyRecipe = z.infer<typeof studyRecipeSchema>;
