/** A few pieces of work at a time, stopped by a signal. */
import { SmearlabError } from '../contract/failure.ts';

/**
 * Calls `work` for every item in order, `width` at a time. After an abort or an error no new item is begun, and those begun are
 * waited for, so that nothing goes on behind the caller's back.
 * @throws SmearlabError stopped after an abort; else the first error that `work` threw.
 */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length && failures.length === 0 && !signal.aborted) {
      const item = items[next++] as T;
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
  if (signal.aborted)
    throw new SmearlabError('stopped', 'The import was stopped; what was read is kept, and the next import goes on from there.');
}
