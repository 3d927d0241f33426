/** The training loop of one run: epochs, checkpoints, early stopping, and going on where a run was interrupted. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMetrics } from '../contract/evaluation.ts';
import type { Normalisations } from '../contract/normalisation.ts';
import type { NetworkDescription } from '../engine/description.ts';
import type { NetworkState } from '../engine/engine.ts';
import type { LearningStart } from '../engine/learning.ts';
import { classificationReport } from '../evaluation/classificationReport.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { brokenNumbers } from './brokenNumbers.ts';
import { BEST_CHECKPOINT, LAST_CHECKPOINT, readCheckpoint, runIdentity, writeCheckpoint } from './checkpoint.ts';
import { drawingWeights } from './classBalance.ts';
import { trainingExamples } from './examples.ts';
import { findingsOf, handfulOf } from './findings.ts';
import { normalisationsOf, readInputModels, startingState } from './inputModels.ts';
import { measureNormalisation } from './normalisation.ts';
import { outcomeOf, validateRun } from './outcome.ts';
import { type BatchSource, openBatchSource } from './pipeline/batchSource.ts';
import { reestimated } from './reestimate.ts';
import { bestEpoch, stopsEarly } from './scores.ts';
import { diverged, trainEpoch } from './trainEpoch.ts';
import { trainedBy } from './trained.ts';
import type { TrainingListener, TrainingOutcome, TrainingRequest } from './training.ts';
import { trainingLossOf } from './trainingLoss.ts';
import type { Validation } from './validate.ts';

/** Where a run stands between two epochs. */
type Standing = {
  readonly network: NetworkDescription;
  readonly normalisations: Normalisations;
  readonly identity: string;
  readonly curve: readonly EpochMetrics[];
  readonly start: LearningStart;
};

/**
 * Trains one run to its end. After every epoch the last checkpoint (and the best, when it is) is written before the epoch is reported,
 * so whatever was reported can be gone on from. On one thread an interrupted and resumed run gives the same bits as an uninterrupted one.
 * @throws SmearlabError `stopped` when the signal is aborted, `diverged`, `bad-recipe`, `disk-full`, or what reading images and checkpoints throws
 */
export async function train(request: TrainingRequest, listener: TrainingListener): Promise<TrainingOutcome> {
  const { run, engine, signal } = request;
  const { training, imageSize } = run.recipe;
  const pixels = openBatchSource(request, request, imageSize, signal);
  const { network, normalisations, identity, start, ...before } = await standingAt(request, pixels, listener);
  const examples = trainingExamples(run);
  const { loss, targets } = trainingLossOf(run, examples);
  const { optimizer, clipNorm, movingAverage } = training;
  const trainable = trainedBy(run, network);
  const options = { loss, trainable, optimizer, clipNorm, movingAverage };
  const learning = await engine.startLearning(network, options, start);
  const weights = drawingWeights(training.sampling, examples, run.classes.length);
  const curve = [...before.curve];
  const handful = handfulOf(run);
  reportEarlierEpochs(curve, listener);
  /** The network to validate, keep and use, of what is learnt until now. */
  const toUse = async (kept: NetworkState, epoch: number): Promise<NetworkState> => {
    if (training.statistics === 'running') return kept;
    const progress = { epoch, epochs: training.epochs, stage: 'estimating', trainLoss: null } as const;
    return reestimated({
      ...{ engine, network, trainable, state: kept, examples, pixels, batchSize: training.batchSize, seed: run.seed, signal },
      onDone: (done, total) => listener.onProgress({ ...progress, done, total }),
    });
  };
  let used: NetworkState | undefined;
  let validation: Validation | undefined;
  try {
    while (!isComplete(curve, training)) {
      const epoch = curve.length + 1;
      const began = performance.now();
      const progress = { epoch, epochs: training.epochs };
      let waitedSeconds = 0;
      const trained = await trainEpoch({
        ...{ runName: run.name, network, learning, training, examples, weights, targets, pixels, signal, curve, seed: run.seed },
        ...{ epoch, classes: run.classes.length, variation: training },
        onWaited: (seconds) => {
          waitedSeconds += seconds;
        },
        onDone: (done, total, trainLoss) => listener.onProgress({ ...progress, stage: 'training', done, total, trainLoss }),
      });
      listener.onPace?.({ epoch, images: trained.images, seconds: (performance.now() - began) / 1000, waitedSeconds });
      const learned = await learning.read();
      // The epoch's very last step can break the network unseen; nothing of that may be kept or go on.
      const broken = brokenNumbers(learned);
      if (broken !== undefined) throw diverged(run.name, epoch, broken);
      const validating = (done: number, total: number) =>
        listener.onProgress({ ...progress, stage: 'validating', done, total, trainLoss: null });
      used = await toUse(learned.kept, epoch);
      validation = await validateRun(request, network, used, pixels, validating, new Set(handful));
      if (validation.loss !== null && !Number.isFinite(validation.loss)) throw diverged(run.name, epoch, 'its validation loss is');
      const metrics = metricsOf(epoch, trained, validation, run.classes, (performance.now() - began) / 1000);
      const before = { last: epoch - 1, best: bestEpoch(curve)?.epoch };
      curve.push(metrics);
      const isBest = bestEpoch(curve) === metrics;
      const checkpoint = { identity, classes: run.classes, normalisations, curve, state: used };
      if (isBest) writeCheckpoint(join(request.folder, BEST_CHECKPOINT), network, { ...checkpoint, goingOn: null });
      const goingOn = { optimizer: learned.optimizer, trained: used === learned.state ? null : learned.state };
      writeCheckpoint(join(request.folder, LAST_CHECKPOINT), network, { ...checkpoint, goingOn });
      listener.onEpoch(metrics, isBest, await findingsOf(request, { epoch, before }, validation, handful));
    }
    return await outcomeOf(request, {
      network,
      state: used ?? (await toUse((await learning.read()).kept, curve.length)),
      pixels,
      curve,
      validation,
    });
  } finally {
    await learning.dispose();
  }
}

function isComplete(curve: readonly EpochMetrics[], { epochs, earlyStopping }: TrainingRequest['run']['recipe']['training']): boolean {
  return curve.length >= epochs || (earlyStopping !== null && stopsEarly(curve, earlyStopping.patience));
}

function reportEarlierEpochs(curve: readonly EpochMetrics[], listener: TrainingListener): void {
  curve.forEach((metrics, index) => {
    listener.onEpoch(metrics, bestEpoch(curve.slice(0, index + 1)) === metrics, null);
  });
}

/** The state to begin with: the last checkpoint of this very run when resuming, else the seeded or pre-trained start. */
async function standingAt(request: TrainingRequest, pixels: BatchSource, listener: TrainingListener): Promise<Standing> {
  const { run, folder, resume } = request;
  const describe = (by: Normalisations) => describeNetwork(run.recipe.network, run.recipe.imageSize, run.classes.length, by);
  const inputs = readInputModels(run, folder);
  const identity = runIdentity(
    run,
    inputs.map(({ digest }) => digest),
  );
  const file = join(folder, LAST_CHECKPOINT);
  if (resume && existsSync(file)) {
    const { network, normalisations, identity: ofRun, curve, state, goingOn } = readCheckpoint(file, describe);
    if (ofRun === identity && goingOn !== null) {
      const { optimizer, trained } = goingOn;
      return { network, normalisations, identity, curve, start: { state: trained ?? state, kept: state, optimizer } };
    }
  }
  const normalisations = { ...normalisationsOf(inputs), ...(await ownNormalisation(request, pixels, listener)) };
  const network = describe(normalisations);
  return { network, normalisations, identity, curve: [], start: { state: startingState(run, network, inputs), optimizer: null } };
}

/** Measured on the run's own training images where its recipe asks for it. */
async function ownNormalisation({ run }: TrainingRequest, pixels: BatchSource, listener: TrainingListener): Promise<Normalisations> {
  const { network, training } = run.recipe;
  if (training.normalisation === 'none') return {};
  const progress = { stage: 'measuring', epoch: 1, epochs: training.epochs } as const;
  const measured = await measureNormalisation(trainingExamples(run), pixels, (done, total) =>
    listener.onProgress({ ...progress, done, total, trainLoss: null }),
  );
  return { [network.name]: measured };
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
