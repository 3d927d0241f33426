/** How far a whole study is and how long it will take, from the runs it consists of. Pure. */
import type { NetworkName } from '../contract/words.ts';
import type { TrainingProgress, TrainingStage } from '../training/training.ts';
import { VIEWS } from '../training/views.ts';
import type { CarriedRun } from './plan.ts';

/** What one training image costs beside one of the WBC ResNet, at the same size; rough, for the time left only. */
const COST: Readonly<Record<NetworkName, number>> = { autoencoder: 1.3, cam16: 0.6, wbc: 1, ensemble: 1.2 };
/** Validation goes forward only. */
const VALIDATION_SHARE = 0.25;

/** How many images an epoch trains on. */
function drawnInEpoch({ recipe, counts }: CarriedRun['runFile']): number {
  const { stepsPerEpoch, batchSize } = recipe.training;
  return stepsPerEpoch === null ? counts.train + counts.maskedCopies : stepsPerEpoch * batchSize;
}

function viewsOf({ recipe }: CarriedRun['runFile']): number {
  return recipe.training.testTimeAugmentation === 'none' ? 1 : VIEWS.length;
}

/** Work units of one epoch of a run. */
function epochWork({ runFile }: CarriedRun): number {
  return COST[runFile.recipe.network.name] * (drawnInEpoch(runFile) + VALIDATION_SHARE * viewsOf(runFile) * runFile.counts.val);
}

/** Work units of a whole run. */
export function runWork(run: CarriedRun): number {
  return run.runFile.recipe.training.epochs * epochWork(run);
}

/** Work units of a run that are behind it at this point. */
export function workDone(run: CarriedRun, { epoch, stage, done }: Pick<TrainingProgress, 'epoch' | 'stage' | 'done'>): number {
  const cost = COST[run.runFile.recipe.network.name];
  return (epoch - 1) * epochWork(run) + cost * inEpoch(run, stage, done);
}

/** Measuring the images costs next to nothing beside training with them, and estimating statistics no more than validating. */
function inEpoch({ runFile }: CarriedRun, stage: TrainingStage, done: number): number {
  switch (stage) {
    case 'measuring':
      return 0;
    case 'training':
      return done;
    case 'estimating':
      return drawnInEpoch(runFile);
    case 'validating':
      return drawnInEpoch(runFile) + VALIDATION_SHARE * viewsOf(runFile) * done;
  }
}

/** Seconds left at the speed seen so far; null before anything was done. */
export function secondsLeft(done: number, total: number, elapsedSeconds: number): number | null {
  return done > 0 ? ((total - done) * elapsedSeconds) / done : null;
}
