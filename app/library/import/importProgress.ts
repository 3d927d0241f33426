/** Tells how far an import is, at most ten times a second, with rate and time left. */
import type { OnProgress } from '../../contract/progress.ts';

const INTERVAL_MS = 100;
/** A rate over less time than this says nothing. */
const SETTLED_MS = 300;
/** The rate is that of the last seconds: what was already known passes much faster than what is read. */
const WINDOW_MS = 10_000;

export type ImportProgress = { step(): void };

/** @param now a clock in ms, for tests */
export function importProgress(
  task: string,
  total: number,
  onProgress: OnProgress,
  now: () => number = () => performance.now(),
): ImportProgress {
  const marks = [{ time: now(), done: 0 }];
  let done = 0;
  let told = Number.NEGATIVE_INFINITY;
  const tell = () => {
    const time = now();
    if (time - told < INTERVAL_MS && done < total) return;
    told = time;
    while (marks.length > 1 && time - (marks[1]?.time ?? time) >= WINDOW_MS) marks.shift();
    const first = marks[0] ?? { time, done };
    marks.push({ time, done });
    const rate = time - first.time < SETTLED_MS || done === first.done ? null : ((done - first.done) * 1000) / (time - first.time);
    const secondsLeft = rate === null ? null : (total - done) / rate;
    onProgress({ task, stage: 'reading images', done, total, unit: 'images', perSecond: rate, secondsLeft });
  };
  tell();
  return {
    step: () => {
      done++;
      tell();
    },
  };
}
