/** A recipe: all that defines a training but its data. The defaults are the study's own (DESIGN: the reference recipe). */
import { z } from 'zod';
import { augmentationSchema, mixupSchema } from './augmentation.ts';
import { crossEntropySchema, movingAverageSchema, optimizerSchema, samplingSchema, scheduleSchema } from './learning.ts';

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
  /** An epoch is so many steps, however many images there are: a training's length is then the same for every subset. null: a pass over them. */
  stepsPerEpoch: z.int().min(1).max(100_000).nullable().default(null),
  batchSize: z.int().min(1).max(4096).default(32),
  optimizer: optimizerSchema.prefault({ kind: 'adam' }),
  /** Stop after this many epochs without a better score (macro-F1, or the loss of the autoencoder). */
  earlyStopping: earlyStoppingSchema.nullable().default(null),
  /** Which checkpoint is reported and handed on. `best` is chosen on the validation images, so its score flatters. */
  keep: z.enum(['last', 'best']).default('last'),
  schedule: scheduleSchema.prefault({ kind: 'constant' }),
  /** The gradient is scaled down to this L2 norm where it is longer; null: never. */
  clipNorm: z.number().positive().nullable().default(null),
  movingAverage: movingAverageSchema.nullable().default(null),
  /** Layers and parts that are not trained, by name; a part stands for all that is in it. */
  freeze: z.array(z.string().min(1)).default([]),
  sampling: samplingSchema.default('none'),
  crossEntropy: crossEntropySchema.prefault({}),
  /** null: the training images as they are. */
  augmentation: augmentationSchema.nullable().default(null),
  mixup: mixupSchema.nullable().default(null),
  /** `subset`: the network sees (pixel − mean) / deviation, by channel, of the run's own training images. */
  normalisation: z.enum(['none', 'subset']).default('none'),
  /**
   * What the batch norms of the network that is validated and kept run on: the running statistics of training, or ones estimated anew over
   * the training images, before each validation, for the parameters as they are then.
   */
  statistics: z.enum(['running', 're-estimated']).default('running'),
  /** How an image is predicted in validation: as it is, or as the mean over its eight flips and quarter turns. */
  testTimeAugmentation: z.enum(['none', 'eight-views']).default('none'),
});
export type TrainingRecipe = z.infer<typeof trainingSchema>;

export const imageSizeSchema = z.int().min(16).max(2048);

export const recipeSchema = z
  .strictObject({
    network: networkChoiceSchema,
    /** Side of the square network input, in pixels. */
    imageSize: imageSizeSchema,
    /** Whether the masked copies of the training images that have a mask are added beside them. */
    maskedCopies: z.boolean(),
    loss: z.enum(['cross-entropy', 'mse']),
    training: trainingSchema,
  })
  .refine(({ loss, training }) => loss !== 'mse' || isForAnyLoss(training), {
    error:
      'sampling, crossEntropy, mixup and testTimeAugmentation are for networks that tell classes apart; leave them out where the loss is mse',
    path: ['training'],
  })
  .refine(({ network, training }) => network.name !== 'ensemble' || training.normalisation === 'none', {
    error: 'the parts of an ensemble bring the normalisation they were trained under; leave it out',
    path: ['training', 'normalisation'],
  });
export type Recipe = z.infer<typeof recipeSchema>;

function isForAnyLoss({ sampling, crossEntropy, mixup, testTimeAugmentation }: TrainingRecipe): boolean {
  const isPlain = sampling === 'none' && mixup === null && testTimeAugmentation === 'none';
  return isPlain && JSON.stringify(crossEntropy) === JSON.stringify(crossEntropySchema.parse({}));
}

/** As a recipe file may give it: none of the defaults is filled in, because the command line and the kind of study come before them. */
const { epochs, batchSize, optimizer, earlyStopping, keep, schedule, clipNorm, movingAverage, freeze, sampling, crossEntropy } =
  trainingSchema.shape;
const { augmentation, mixup, normalisation, stepsPerEpoch, statistics, testTimeAugmentation } = trainingSchema.shape;
const givenTrainingSchema = z
  .strictObject({
    epochs: epochs.unwrap(),
    batchSize: batchSize.unwrap(),
    optimizer: optimizer.unwrap(),
    earlyStopping: earlyStopping.unwrap(),
    keep: keep.unwrap(),
    schedule: schedule.unwrap(),
    clipNorm: clipNorm.unwrap(),
    movingAverage: movingAverage.unwrap(),
    freeze: freeze.unwrap(),
    sampling: sampling.unwrap(),
    crossEntropy: crossEntropy.unwrap(),
    augmentation: augmentation.unwrap(),
    mixup: mixup.unwrap(),
    normalisation: normalisation.unwrap(),
    stepsPerEpoch: stepsPerEpoch.unwrap(),
    statistics: statistics.unwrap(),
    testTimeAugmentation: testTimeAugmentation.unwrap(),
  })
  .partial();

/**
 * The recipe file of `smearlab study --recipe FILE`: every key optional, unknown keys refused by name.
 * What the command line says (`--size`, `--epochs`) goes before what the file says.
 */
export const studyRecipeSchema = z.strictObject({
  imageSize: imageSizeSchema.optional(),
  /** It tells no classes apart. */
  autoencoder: givenTrainingSchema.omit({ sampling: true, crossEntropy: true, mixup: true, testTimeAugmentation: true }).optional(),
  cam16: givenTrainingSchema.optional(),
  wbc: givenTrainingSchema.optional(),
  /** Its parts bring their normalisation. */
  ensemble: givenTrainingSchema
    .omit({ normalisation: true })
    .extend({ weights: ensembleWeightsSchema.optional(), fineTune: z.boolean().optional() })
    .optional(),
});
export type StudyRecipe = z.infer<typeof studyRecipeSchema>;
