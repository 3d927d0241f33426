/** The training loop of one run: epochs, checkpoints, early stopping, and going on where a run was interrupted. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMetrics } from '../contract/evaluation.ts';
import { createAdam } from '../engine/adam.ts';
import type { NetworkDescription } from '../engine/description.ts';
import { parameterLayout, trainedRanges } from '../engine/layout.ts';
import { classificationReport } from '../evaluation/classificationReport.ts';
import { describeNetwork, trainableIn } from '../networks/describeNetwork.ts';
import { BEST_CHECKPOINT, type Checkpoint, LAST_CHECKPOINT, readCheckpoint, runIdentity, writeCheckpoint } from './checkpoint.ts';
import { trainingExamples } from './examples.ts';
import { readInputModels, startingState } from './inputModels.ts';
import { outcomeOf, validateRun } from './outcome.ts';
import { bestEpoch, stopsEarly } from './scores.ts';
import { CompiledSteps, diverged, trainEpoch } from './trainEpoch.ts';
import type { TrainingListener, TrainingOutcome, TrainingRequest } from './training.ts';
import type { Validation } from './validate.ts';

/** Where a run stands between two epochs. */
type Standing = {
  readonly network: NetworkDescription;
  readonly identity: string;
  readonly curve: readonly EpochMetrics[];
  readonly checkpoint: Checkpoint;
};

/**
 * Trains one run to its end. After every epoch the last checkpoint (and the best, when it is) is written before the epoch is reported,
 * so whatever was reported can be gone on from. On one thread an interrupted and resumed run gives the same bits as an uninterrupted one.
 * @throws SmearlabError `stopped` when the signal is aborted, `diverged`, `disk-full`, or what reading images and checkpoints throws
 */
export async function train(request: TrainingRequest, listener: TrainingListener): Promise<TrainingOutcome> {
  const { run, engine, signal } = request;
  const { training, imageSize, network: choice } = run.recipe;
  const start = standingAt(request);
  const { network, identity } = start;
  const pixels = request.cache.sourceFor(request.dataRoot, imageSize);
  const trainable = trainableIn(choice);
  const { state, optimizer: optimizerState } = start.checkpoint;
  const layout = parameterLayout(network);
  const optimizer = createAdam(training.optimizer, layout.size, trainedRanges(layout, trainable), optimizerState ?? undefined);
  const steps = new CompiledSteps(engine, network, { loss: run.recipe.loss, trainable, frozen: state });
  const curve = [...start.curve];
  const examples = trainingExamples(run);
  reportEarlierEpochs(curve, listener);
  let validation: Validation | undefined;
  try {
    while (!isComplete(curve, training)) {
      const epoch = curve.length + 1;
      const began = performance.now();
      const progress = { epoch, epochs: training.epochs };
      const trained = await trainEpoch({
        ...{ runName: run.name, network, steps, optimizer, state, examples, pixels, signal, epoch, seed: run.seed },
        ...{ classes: run.classes.length, batchSize: training.batchSize },
        onDone: (done) => listener.onProgress({ ...progress, stage: 'training', done, total: examples.length }),
      });
      validation = await validateRun(request, network, state, pixels, (done, total) =>
        listener.onProgress({ ...progress, stage: 'validating', done, total }),
      );
      // The epoch's very last step can break the network unseen; nothing of that may be kept or go on.
      if (validation.loss !== null && !Number.isFinite(validation.loss)) throw diverged(run.name, epoch);
      const metrics = metricsOf(epoch, trained, validation, run.classes, (performance.now() - began) / 1000);
      curve.push(metrics);
      const isBest = bestEpoch(curve) === metrics;
      const checkpoint = { identity, classes: run.classes, curve, state };
      if (isBest) writeCheckpoint(join(request.folder, BEST_CHECKPOINT), network, { ...checkpoint, optimizer: null });
      writeCheckpoint(join(request.folder, LAST_CHECKPOINT), network, { ...checkpoint, optimizer: optimizer.state });
      listener.onEpoch(metrics, isBest);
    }
    return await outcomeOf(request, { network, state, pixels, curve, validation });
  } finally {
    await steps.dispose();
  }
}

function isComplete(curve: readonly EpochMetrics[], { epochs, earlyStopping }: TrainingRequest['run']['recipe']['training']): boolean {
  return curve.length >= epochs || (earlyStopping !== null && stopsEarly(curve, earlyStopping.patience));
}

function reportEarlierEpochs(curve: readonly EpochMetrics[], listener: TrainingListener): void {
  curve.forEach((metrics, index) => {
    listener.onEpoch(metrics, bestEpoch(curve.slice(0, index + 1)) === metrics);
  });
}

/** The state to begin with: the last checkpoint of this very run when resuming, else the seeded or pre-trained start. */
function standingAt({ run, folder, resume }: TrainingRequest): Standing {
  const network = describeNetwork(run.recipe.network, run.recipe.imageSize, run.classes.length);
  const inputs = readInputModels(run, folder);
  const identity = runIdentity(
    run,
    inputs.map(({ digest }) => digest),
  );
  const file = join(folder, LAST_CHECKPOINT);
  if (resume && existsSync(file)) {
    const checkpoint = readCheckpoint(file, network);
    if (checkpoint.identity === identity && checkpoint.optimizer !== null)
      return { network, identity, curve: checkpoint.curve, checkpoint };
  }
  const state = startingState(run, network, inputs);
  return { network, identity, curve: [], checkpoint: { identity, classes: run.classes, curve: [], state, optimizer: null } };
}

function metricsOf(
  epoch: number,
  trained: { readonly loss: number; readonly accuracy: number | null },
  validation: Validation,
  classes: readonly string[],
  seconds: number,
): EpochMetrics {
  const { predictions } = validation;
  const report =
    predictions.length === 0
      ? null
      : classificationReport(
          predictions.map(({ actual }) => actual),
          predictions.map(({ predicted }) => predicted),
          classes,
        );
  return {
    epoch,
    trainLoss: trained.loss,
    trainAccuracy: trained.accuracy,
    valLoss: validation.loss,
    valAccuracy: report?.accuracy ?? null,
    valMacroF1: report?.macroAverage.f1 ?? null,
    seconds,
  };
}
