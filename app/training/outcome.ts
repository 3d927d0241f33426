/** What a run ends with: which epoch is kept, and its predictions of the validation images. */
import { join } from 'node:path';
import type { EpochMetrics } from '../contract/evaluation.ts';
import { SmearlabError } from '../contract/failure.ts';
import type { NetworkDescription } from '../engine/description.ts';
import type { NetworkState } from '../engine/engine.ts';
import { BEST_CHECKPOINT, readCheckpoint } from './checkpoint.ts';
import { validationExamples } from './examples.ts';
import type { BatchSource } from './pipeline/batchSource.ts';
import { bestEpoch, scoreOf } from './scores.ts';
import type { TrainingOutcome, TrainingRequest } from './training.ts';
import { type Validation, validate } from './validate.ts';

/** Where the training loop stands after its last epoch. */
export type Completed = {
  readonly network: NetworkDescription;
  readonly state: NetworkState;
  readonly pixels: BatchSource;
  readonly curve: readonly EpochMetrics[];
  /** Of the last epoch; undefined when the run only had to be finished. */
  readonly validation: Validation | undefined;
};

type Kept = { readonly epoch: number; readonly state: NetworkState; readonly validation: Validation | undefined };

/** The kept epoch's predictions are made again where they are not at hand. @throws SmearlabError, see `validate` and `readCheckpoint` */
export async function outcomeOf(request: TrainingRequest, at: Completed): Promise<TrainingOutcome> {
  const best = bestEpoch(at.curve);
  if (best === undefined) throw new SmearlabError('internal', `The run ${request.run.name} ended without an epoch.`);
  const kept = keptBy(request, at);
  const { predictions } = kept.validation ?? (await validateRun(request, at.network, kept.state, at.pixels, () => undefined));
  return {
    reportedEpoch: kept.epoch,
    bestEpoch: best.epoch,
    bestScore: scoreOf(best),
    seconds: at.curve.reduce((sum, { seconds }) => sum + seconds, 0),
    predictions,
  };
}

/**
 * The last epoch, or what the best checkpoint holds. That it says itself which epoch it is of: a kill between the writing of the two
 * checkpoints and another number of threads after it can make an epoch look best that is not in it.
 */
function keptBy({ run, folder }: TrainingRequest, at: Completed): Kept {
  if (run.recipe.training.keep === 'last') return { epoch: at.curve.length, state: at.state, validation: at.validation };
  const best = readCheckpoint(join(folder, BEST_CHECKPOINT), () => at.network);
  const epoch = best.curve.length;
  return { epoch, state: best.state, validation: epoch === at.curve.length ? at.validation : undefined };
}

/** Validates a run's network on all its validation images. @param shows places of those whose outputs are kept */
export function validateRun(
  request: TrainingRequest,
  network: NetworkDescription,
  state: NetworkState,
  pixels: BatchSource,
  onDone: (done: number, total: number) => void,
  shows: ReadonlySet<number> = new Set(),
): Promise<Validation> {
  const examples = validationExamples(request.run);
  return validate({
    ...{ engine: request.engine, network, state, pixels, examples, signal: request.signal },
    batchSize: request.run.recipe.training.batchSize,
    inAllViews: request.run.recipe.training.testTimeAugmentation === 'eight-views',
    ...{ shows, onDone: (done: number) => onDone(done, examples.length) },
  });
}
