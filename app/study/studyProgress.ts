/** How far a whole study is and how long it will take, from the runs it consists of. Pure. */
import type { NetworkName } from '../contract/words.ts';
import type { TrainingProgress } from '../training/training.ts';
import type { CarriedRun } from './plan.ts';

/** What one training image costs beside one of the WBC ResNet, at the same size; rough, for the time left only. */
const COST: Readonly<Record<NetworkName, number>> = { autoencoder: 1.3, cam16: 0.6, wbc: 1, ensemble: 1.2 };
/** Validation goes forward only. */
const VALIDATION_SHARE = 0.25;

function examplesOf({ counts }: CarriedRun['runFile']): number {
  return counts.train + counts.maskedCopies;
}

/** Work units of one epoch of a run. */
function epochWork({ runFile }: CarriedRun): number {
  return COST[runFile.recipe.network.name] * (examplesOf(runFile) + VALIDATION_SHARE * runFile.counts.val);
}

/** Work units of a whole run. */
export function runWork(run: CarriedRun): number {
  return run.runFile.recipe.training.epochs * epochWork(run);
}

/** Work units of a run that are behind it at this point. */
export function workDone(run: CarriedRun, { epoch, stage, done }: Pick<TrainingProgress, 'epoch' | 'stage' | 'done'>): number {
  const cost = COST[run.runFile.recipe.network.name];
  const trained = examplesOf(run.runFile);
  // Measuring the images costs next to nothing beside training with them.
  const inEpoch = stage === 'measuring' ? 0 : stage === 'training' ? cost * done : cost * (trained + VALIDATION_SHARE * done);
  return (epoch - 1) * epochWork(run) + inEpoch;
}

/** Seconds left at the speed seen so far; null before anything was done. */
export function secondsLeft(done: number, total: number, elapsedSeconds: number): number | null {
  return done > 0 ? ((total - done) * elapsedSeconds) / done : null;
}
