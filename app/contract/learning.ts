/** How a network learns: optimizer, schedule of the learning rate, sampling, and the shape of the cross-entropy. */
import { z } from 'zod';

const positive = z.number().positive();
const atLeastZero = z.number().min(0);
const fraction = z.number().min(0).lt(1);
/** Of the optimizer's own learning rate. */
const minimumFactor = fraction.default(0);

const adamKeys = {
  learningRate: positive.default(1e-3),
  beta1: fraction.default(0.9),
  beta2: fraction.default(0.999),
  epsilon: positive.default(1e-8),
};

/** The defaults are those of torch.optim, but for SGD's learning rate and momentum, which have none there. */
export const optimizerSchema = z.discriminatedUnion('kind', [
  /** `weightDecay` is L2, added to the gradient. */
  z.strictObject({ kind: z.literal('adam'), ...adamKeys, weightDecay: atLeastZero.default(0) }),
  /** `weightDecay` shrinks the weights by learningRate · weightDecay in each step, apart from the gradient. */
  z.strictObject({ kind: z.literal('adamw'), ...adamKeys, weightDecay: atLeastZero.default(1e-2) }),
  /** `weightDecay` is L2, added to the gradient. */
  z
    .strictObject({
      kind: z.literal('sgd'),
      learningRate: positive.default(1e-2),
      momentum: fraction.default(0.9),
      nesterov: z.boolean().default(false),
      weightDecay: atLeastZero.default(0),
    })
    .refine(({ nesterov, momentum }) => !nesterov || momentum > 0, 'nesterov needs a momentum above 0'),
]);
export type OptimizerRecipe = z.infer<typeof optimizerSchema>;

/** Over the first so many epochs (fractions are fine) the learning rate rises step by step to what the schedule says. */
const warmUpEpochs = atLeastZero.default(0);

/** What the optimizer's learning rate is multiplied by in the course of a run. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), warmUpEpochs }),
  /** Down half a cosine over all epochs of the recipe, step by step, to `minimumFactor`. */
  z.strictObject({ kind: z.literal('cosine'), warmUpEpochs, minimumFactor }),
  /** Times `factor` after every `everyEpochs` epochs. */
  z.strictObject({ kind: z.literal('step'), warmUpEpochs, everyEpochs: z.int().min(1), factor: positive.max(1).default(0.1) }),
  /** Times `factor` when the validation loss has not fallen by the share `threshold` for more than `patience` epochs. */
  z.strictObject({
    kind: z.literal('plateau'),
    warmUpEpochs,
    factor: positive.lt(1).default(0.1),
    patience: z.int().min(0).default(10),
    threshold: fraction.default(1e-4),
    /** Epochs after a reduction in which none is counted. */
    cooldown: z.int().min(0).default(0),
    minimumFactor,
  }),
]);
export type ScheduleRecipe = z.infer<typeof scheduleSchema>;

/** `balanced`: every class is drawn equally often; `square-root`: as often as the root of its share. */
export const samplingSchema = z.enum(['none', 'balanced', 'square-root']);
export type Sampling = z.infer<typeof samplingSchema>;

/** The cross-entropy that is trained on; validation always reports the plain one. */
export const crossEntropySchema = z.strictObject({
  /** `balanced`: one over the class's share of the training images; or weights by class name, 1 for classes not named. */
  classWeights: z.union([z.enum(['none', 'balanced']), z.record(z.string(), positive)]).default('none'),
  /** The share of each target that is spread over all classes. */
  labelSmoothing: fraction.default(0),
  /** γ of (1 − p)^γ; 0 is none. */
  focalGamma: atLeastZero.max(10).default(0),
  /** τ of τ · log prior, added to the logits in training; 0 is none. */
  logitAdjustment: atLeastZero.max(10).default(0),
});
export type CrossEntropyRecipe = z.infer<typeof crossEntropySchema>;

/** The network that is validated and kept is the exponential moving average of the one that is trained. */
export const movingAverageSchema = z.strictObject({ decay: fraction.default(0.999) });
