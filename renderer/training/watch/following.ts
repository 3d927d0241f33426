/** What is kept of the application's answers, brought up to date by its events. Pure. */
import type { EpochReport, Queue, TrainingLive, WatchedRun } from '../../../app/contract/training.ts';

/** The curve with an epoch that has just ended. What a given-up attempt had after it is gone. */
export function withEpoch(run: WatchedRun, epoch: EpochReport): WatchedRun {
  const { epoch: number } = epoch.metrics;
  const before = run.curve.filter(({ metrics }) => metrics.epoch < number);
  const earlier = epoch.isBest ? before.map((one) => (one.isBest ? { ...one, isBest: false } : one)) : before;
  return { ...run, epochsDone: Math.max(number, before.length), curve: [...earlier, epoch] };
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
