/** Ctrl-C as an AbortSignal: the first asks the work to stop and save, a second one ends the program at once. */
import { EXIT_STATUS } from './exit.ts';

/** One Ctrl-C may arrive more than once: from the terminal, and passed on by what started this program. */
const SAME_KEYSTROKE_MS = 500;

export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  let first = Number.POSITIVE_INFINITY;
  const onSignal = () => {
    const now = performance.now();
    if (controller.signal.aborted && now - first > SAME_KEYSTROKE_MS) process.exit(EXIT_STATUS.stopped);
    if (controller.signal.aborted) return;
    first = now;
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}
