/** Several pieces of work at a time whose results are taken in order, stopped by a signal. */
import { SmearlabError } from '../../contract/failure.ts';

export type OrderedWork<T, R> = {
  readonly items: readonly T[];
  /** How many are worked on at a time. */
  readonly width: number;
  /** How many finished results may wait for one that is slow. */
  readonly ahead: number;
  readonly signal: AbortSignal;
  readonly work: (item: T) => Promise<R>;
  /** What is said after an abort. */
  readonly stopped?: string;
  /** Takes the results one by one in the order of the items, whatever order they were finished in. */
  readonly take: (result: R) => void;
};

const IMPORT_STOPPED = 'The import was stopped; what was read is kept, and the next import goes on from there.';

/**
 * Whenever it ends, the results that were taken are those of the first items, all of them: what is stored from them is the same
 * after an interruption as without. After an abort or an error no new item is begun, and those begun are waited for.
 * @throws SmearlabError stopped after an abort; else the first error that `work` or `take` threw.
 */
export async function inOrder<T, R>({ items, width, ahead, signal, stopped, work, take }: OrderedWork<T, R>): Promise<void> {
  const failures: unknown[] = [];
  const waiting = new Map<number, { readonly result: R }>();
  let next = 0;
  let taken = 0;
  let wake: (() => void)[] = [];
  const takeThoseInOrder = () => {
    for (let first = waiting.get(taken); first !== undefined && failures.length === 0; first = waiting.get(taken)) {
      waiting.delete(taken);
      taken++;
      take(first.result);
    }
    for (const go of wake) go();
    wake = [];
  };
  const goesOn = () => next < items.length && failures.length === 0 && !signal.aborted;
  const lane = async () => {
    while (goesOn()) {
      if (next - taken >= ahead) {
        await new Promise<void>((resolve) => wake.push(resolve));
        continue;
      }
      const index = next++;
      try {
        waiting.set(index, { result: await work(items[index] as T) });
        takeThoseInOrder();
      } catch (error) {
        failures.push(error);
        takeThoseInOrder();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
  if (signal.aborted) throw new SmearlabError('stopped', stopped ?? IMPORT_STOPPED);
}
