/** What is kept of the application's answers, brought up to date by its events. Pure. */
import { keepsReconstructions } from '../../../app/contract/reconstructions.ts';
import type { EpochReport, Queue, TrainingLive, WatchedRun } from '../../../app/contract/training.ts';

/** The curve with an epoch that has just ended. What a given-up attempt had after it is gone. */
export function withEpoch(run: WatchedRun, epoch: EpochReport): WatchedRun {
  const { epoch: number } = epoch.metrics;
  const before = run.curve.filter(({ metrics }) => metrics.epoch < number);
  const earlier = epoch.isBest ? before.map((one) => (one.isBest ? { ...one, isBest: false } : one)) : before;
  return { ...run, epochsDone: Math.max(number, before.length), curve: thinnedOut([...earlier, epoch], number) };
}

/** Without the reconstructions whose pictures go with the next epoch. */
function thinnedOut(curve: readonly EpochReport[], last: number): EpochReport[] {
  const best = curve.find(({ isBest }) => isBest)?.metrics.epoch;
  return curve.map((epoch) => {
    const { found, metrics } = epoch;
    if (found === null || found.reconstructed.length === 0 || keepsReconstructions(metrics.epoch, { last, best })) return epoch;
    return { ...epoch, found: { ...found, reconstructed: [] } };
  });
}

/** The epoch nearest to one whose reconstructions are kept, of two the earlier; undefined where there is none. */
export function nearestReconstructed(curve: readonly EpochReport[], epoch: number): EpochReport | undefined {
  const distance = ({ metrics }: EpochReport) => Math.abs(metrics.epoch - epoch);
  return curve.filter(({ found }) => found !== null && found.reconstructed.length > 0).toSorted((a, b) => distance(a) - distance(b))[0];
}

/** The queue with how far the run is that is being trained; epochs before the one under way are done. */
export function withLive(queue: Queue, live: TrainingLive): Queue {
  return {
    ...queue,
    entries: queue.entries.map((entry) =>
      entry.id === live.entry
        ? {
            ...entry,
            live,
            runs: entry.runs.map((run) =>
              run.id === live.run ? { ...run, state: 'running', epochsDone: Math.max(run.epochsDone, live.epoch - 1) } : run,
            ),
          }
        : entry,
    ),
  };
}

/** The epoch that is looked at: the chosen one, else the latest. */
export function shownEpoch(curve: readonly EpochReport[], chosen: number | null): EpochReport | undefined {
  return curve.find(({ metrics }) => metrics.epoch === chosen) ?? curve.at(-1);
}
