/** How long work learns that a person asked it to stop. */
import { SmearlabError } from '../contract/failure.ts';

export function stopped(): SmearlabError {
  return new SmearlabError('stopped', 'Stopped. What was finished is kept; go on with --resume.');
}

/** @throws SmearlabError `stopped` once the signal is aborted */
export function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw stopped();
}
