/** How far a whole study is and how long it will take, from the runs it consists of. Pure. */
import type { RunFile } from '../contract/runFile.ts';
import type { NetworkName } from '../contract/words.ts';
import { trainingExamples } from '../training/examples.ts';
import type { TrainingProgress, TrainingStage } from '../training/training.ts';
import { VIEWS } from '../training/views.ts';
import type { PlannedRun } from './plan.ts';

/** What one training image costs beside one of the WBC ResNet, at the same size; rough, for the time left only. */
const COST: Readonly<Record<NetworkName, number>> = { autoencoder: 1.3, cam16: 0.6, wbc: 1, ensemble: 1.2 };
/** Validation goes forward only. */
const VALIDATION_SHARE = 0.25;

/** How many images an epoch trains on. */
function drawnInEpoch(run: RunFile): number {
  const { stepsPerEpoch, batchSize } = run.recipe.training;
  return stepsPerEpoch === null ? trainingExamples(run).length : stepsPerEpoch * batchSize;
}

function viewsOf({ recipe }: RunFile): number {
  return recipe.training.testTimeAugmentation === 'none' ? 1 : VIEWS.length;
}

/** Work units of one epoch of a run. */
function epochWork({ runFile }: PlannedRun): number {
  return COST[runFile.recipe.network.name] * (drawnInEpoch(runFile) + VALIDATION_SHARE * viewsOf(runFile) * runFile.images.val.length);
}

/** Work units of a whole run. */
export function runWork(run: PlannedRun): number {
  return run.runFile.recipe.training.epochs * epochWork(run);
}

/** Work units of a run that are behind it at this point. */
export function workDone(run: PlannedRun, { epoch, stage, done }: Pick<TrainingProgress, 'epoch' | 'stage' | 'done'>): number {
  const cost = COST[run.runFile.recipe.network.name];
  return (epoch - 1) * epochWork(run) + cost * inEpoch(run, stage, done);
}

/** Measuring the images costs next to nothing beside training with them, and estimating statistics no more than validating. */
function inEpoch({ runFile }: PlannedRun, stage: TrainingStage, done: number): number {
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
