/** One epoch of training: the network learns from each of its batches, at the schedule's learning rate. */
import type { EpochMetrics } from '../contract/evaluation.ts';
import { SmearlabError } from '../contract/failure.ts';
import type { TrainingRecipe } from '../contract/recipe.ts';
import type { NetworkDescription } from '../engine/description.ts';
import type { Learning } from '../engine/learning.ts';
import { trainingBatches } from './batches.ts';
import { argmaxRows } from './losses.ts';
import { learningRateFactor } from './schedule.ts';
import { throwIfStopped } from './stopping.ts';
import { type TrainingDataRequest, trainingData } from './trainingData.ts';

export type EpochRequest = TrainingDataRequest & {
  readonly runName: string;
  readonly network: NetworkDescription;
  readonly learning: Learning;
  readonly training: TrainingRecipe;
  /** How often each example is drawn beside the others; undefined where each is taken once. */
  readonly weights: readonly number[] | undefined;
  readonly classes: number;
  /** The epochs before this one. */
  readonly curve: readonly EpochMetrics[];
  readonly signal: AbortSignal;
  /** @param loss of the batch just trained on */
  readonly onDone: (done: number, total: number, loss: number) => void;
};

/** Means over the images the epoch drew, measured while the parameters still move (as the study's curves are). */
export type EpochResult = { readonly loss: number; readonly accuracy: number | null; readonly images: number };

/** @throws SmearlabError `stopped`, `diverged`, or what reading an image threw */
export async function trainEpoch(request: EpochRequest): Promise<EpochResult> {
  const { examples, learning, signal, epoch } = request;
  const { batchSize, epochs, optimizer, schedule, stepsPerEpoch } = request.training;
  let lossSum = 0;
  let right = 0;
  let done = 0;
  let taken = 0;
  const batches = trainingBatches(examples.length, batchSize, request.seed, epoch, { weights: request.weights, stepsPerEpoch });
  const total = batches.reduce((sum, batch) => sum + batch.length, 0);
  for await (const batch of trainingData(request, batches)) {
    throwIfStopped(signal);
    const moment = { epoch, epochs, step: taken++, stepsPerEpoch: batches.length };
    const learningRate = optimizer.learningRate * learningRateFactor(schedule, moment, request.curve);
    const { loss, output } = await learning.step(batch.input, batch.targets, learningRate);
    if (!Number.isFinite(loss)) throw diverged(request.runName, epoch);
    lossSum += loss * batch.labels.length;
    const predicted = request.classes > 0 ? argmaxRows(output, batch.labels.length, request.classes) : [];
    right += predicted.filter((label, index) => label === batch.labels[index]).length;
    done += batch.labels.length;
    request.onDone(done, total, loss);
  }
  return { loss: lossSum / total, accuracy: request.classes > 0 ? right / total : null, images: total };
}

/** What is thrown when something is not a finite number. @param broken which, see `brokenNumbers` */
export function diverged(runName: string, epoch: number, broken = 'its loss is'): SmearlabError {
  return new SmearlabError('diverged', `The run ${runName} diverged: ${broken} no number any more in epoch ${epoch}.`);
}
