/** How far a run is, as faces are told. */
import type { Progress } from '../../contract/progress.ts';
import type { TrainingLive } from '../../contract/training.ts';
import { listRuns, readRun } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import type { TrainingProgress } from '../../training/training.ts';

/** @returns what takes the progress of a run and tells it; of the database each run is read once */
export function liveOf(
  store: Store,
  entry: number,
  tell: (live: TrainingLive) => void,
): (run: number, progress: TrainingProgress, told: Progress) => void {
  let known: Pick<TrainingLive, 'run' | 'name' | 'network' | 'place' | 'runs'> | undefined;
  return (run, progress, { perSecond, secondsLeft }) => {
    if (known?.run !== run) {
      const { name, network, studyId } = readRun(store, run);
      const ids = listRuns(store, studyId).map(({ id }) => id);
      known = { run, name, network, place: ids.indexOf(run) + 1, runs: ids.length };
    }
    tell({ ...known, ...progress, entry, perSecond, secondsLeft });
  };
}
