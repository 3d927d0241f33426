/** Does something at most every so often, however often it is asked to. */

const EVERY_MS = 2000;

/** @param now a clock in ms, for tests */
export function nowAndThen(work: () => void, now: () => number = () => performance.now()): () => void {
  let last = now();
  return () => {
    if (now() - last < EVERY_MS) return;
    last = now();
    work();
  };
}
