/** One epoch of training: every batch once through the compiled step and the optimizer. */
import type { EpochMetrics } from '../contract/evaluation.ts';
import { SmearlabError } from '../contract/failure.ts';
import type { NetworkDescription } from '../engine/description.ts';
import type { Engine, TrainingOptions, TrainingStep } from '../engine/engine.ts';
import { trainingBatches } from './batches.ts';
import type { Learner } from './learner.ts';
import { argmaxRows } from './losses.ts';
import { throwIfStopped } from './stopping.ts';
import { type TrainingDataRequest, trainingData } from './trainingData.ts';

/** Compiled steps by batch size: the last batch of an epoch is usually smaller than the others. */
export class CompiledSteps {
  readonly #compiled = new Map<number, Promise<TrainingStep>>();
  readonly #compile: (batch: number) => Promise<TrainingStep>;

  constructor(engine: Engine, network: NetworkDescription, options: Omit<TrainingOptions, 'batch'>) {
    this.#compile = (batch) => engine.compileTraining(network, { ...options, batch });
  }

  forBatch(batch: number): Promise<TrainingStep> {
    const known = this.#compiled.get(batch);
    if (known !== undefined) return known;
    const step = this.#compile(batch);
    this.#compiled.set(batch, step);
    return step;
  }

  async dispose(): Promise<void> {
    for (const step of this.#compiled.values()) await (await step).dispose();
    this.#compiled.clear();
  }
}

export type EpochRequest = TrainingDataRequest & {
  readonly runName: string;
  readonly network: NetworkDescription;
  readonly steps: CompiledSteps;
  /** Its network is changed in place. */
  readonly learner: Learner;
  /** How often each example is drawn beside the others; undefined where each is taken once. */
  readonly weights: readonly number[] | undefined;
  readonly classes: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** The epochs before this one. */
  readonly curve: readonly EpochMetrics[];
  readonly signal: AbortSignal;
  readonly onDone: (done: number) => void;
};

/** Means over the images the epoch drew, measured while the parameters still move (as the study's curves are). */
export type EpochResult = { readonly loss: number; readonly accuracy: number | null };

/** @throws SmearlabError `stopped`, `diverged`, or what reading an image threw */
export async function trainEpoch(request: EpochRequest): Promise<EpochResult> {
  const { examples, learner, signal, epoch, epochs } = request;
  let lossSum = 0;
  let right = 0;
  let done = 0;
  let taken = 0;
  const batches = trainingBatches(examples.length, request.batchSize, request.seed, epoch, request.weights);
  for await (const batch of trainingData(request, batches)) {
    throwIfStopped(signal);
    const step = await request.steps.forBatch(batch.labels.length);
    const result = await step.run(batch.input, batch.targets, learner.state);
    const { loss, output } = result;
    if (!Number.isFinite(loss)) throw diverged(request.runName, epoch);
    learner.learn(result, { epoch, epochs, step: taken++, stepsPerEpoch: batches.length }, request.curve);
    lossSum += loss * batch.labels.length;
    const predicted = request.classes > 0 ? argmaxRows(output, batch.labels.length, request.classes) : [];
    right += predicted.filter((label, index) => label === batch.labels[index]).length;
    done += batch.labels.length;
    request.onDone(done);
  }
  return { loss: lossSum / examples.length, accuracy: request.classes > 0 ? right / examples.length : null };
}

/** What is thrown when a loss is not a finite number. */
export function diverged(runName: string, epoch: number): SmearlabError {
  return new SmearlabError(
    'diverged',
    `The run ${runName} diverged: its loss is no number any more in epoch ${epoch}. Lower the learning rate in the recipe and start it again.`,
  );
}
