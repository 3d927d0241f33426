/** Ctrl-C as an AbortSignal: the first asks the work to stop and save, the second ends the program at once. */
import { EXIT_STATUS } from './exit.ts';

export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT_STATUS.stopped);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}
