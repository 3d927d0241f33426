/** The loss that a recipe trains on, and the targets it takes. */
import type { RunFile } from '../contract/runFile.ts';
import type { Loss } from '../engine/description.ts';
import { toOneHot } from './batches.ts';
import { classCounts, classWeightsOf, logitOffsetOf } from './classBalance.ts';
import type { Example } from './examples.ts';

export type TrainingLoss = {
  readonly loss: Loss;
  /** From the labels of a batch, [batch, class]; null where the input is its own target. */
  readonly targets: ((labels: readonly number[]) => Float32Array<ArrayBuffer>) | null;
};

/**
 * A recipe without any of the options and without mixup, whose targets are not one-hot, gets the plain cross-entropy over one-hot targets, whose graph is the reference's.
 * @throws SmearlabError `bad-recipe` when its class weights name a class that the run does not have
 */
export function trainingLossOf({ recipe, classes }: RunFile, examples: readonly Example[]): TrainingLoss {
  if (recipe.loss === 'mse') return { loss: { kind: 'mse' }, targets: null };
  const { classWeights, labelSmoothing, focalGamma, logitAdjustment } = recipe.training.crossEntropy;
  const isPlain = classWeights === 'none' && labelSmoothing === 0 && focalGamma === 0 && logitAdjustment === 0;
  if (isPlain && recipe.training.mixup === null) {
    return { loss: { kind: 'cross-entropy' }, targets: (labels) => toOneHot(labels, classes.length) };
  }
  const counts = classCounts(examples, classes.length);
  const weights = classWeightsOf(classWeights, counts, classes);
  const logitOffset = logitAdjustment === 0 ? null : logitOffsetOf(logitAdjustment, counts);
  return {
    loss: { kind: 'soft-cross-entropy', focalGamma, logitOffset },
    targets: (labels) => softTargets(labels, weights, labelSmoothing),
  };
}

/**
 * Targets [batch, class] that make the mean over the images torch.nn.CrossEntropyLoss(weight, label_smoothing): (1 − ε) at the label and
 * ε / classes everywhere, each times its class's weight, divided by the mean weight of the batch's labels.
 */
export function softTargets(labels: readonly number[], weights: readonly number[], smoothing: number): Float32Array<ArrayBuffer> {
  const classes = weights.length;
  const meanWeight = labels.reduce((sum, label) => sum + (weights[label] ?? 0), 0) / labels.length;
  const targets = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    weights.forEach((weight, k) => {
      targets[row * classes + k] = (weight * (smoothing / classes + (k === label ? 1 - smoothing : 0))) / meanWeight;
    });
  });
  return targets;
}
