/** Tells how far an import is, at most ten times a second, with rate and time left. */
import type { OnProgress } from '../contract/progress.ts';
import type { DataSetRole } from '../contract/words.ts';

const INTERVAL_MS = 100;
/** A rate over less time than this says nothing. */
const SETTLED_MS = 300;

export type ImportProgress = { step(): void };

/** @param now a clock in ms, for tests */
export function importProgress(
  role: DataSetRole,
  total: number,
  onProgress: OnProgress,
  now: () => number = () => performance.now(),
): ImportProgress {
  const began = now();
  let done = 0;
  let told = Number.NEGATIVE_INFINITY;
  const tell = () => {
    const time = now();
    if (time - told < INTERVAL_MS && done < total) return;
    told = time;
    const rate = time - began < SETTLED_MS || done === 0 ? null : (done * 1000) / (time - began);
    onProgress({
      task: `Importing ${role}`,
      stage: 'reading images',
      done,
      total,
      unit: 'images',
      perSecond: rate,
      secondsLeft: rate === null ? null : (total - done) / rate,
    });
  };
  tell();
  return {
    step: () => {
      done++;
      tell();
    },
  };
}
