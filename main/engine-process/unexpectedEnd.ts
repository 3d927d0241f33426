/** What it means when the engine's process is suddenly gone: its exit status, the signal that ended it, and its last words. Pure. */
import { SmearlabError } from '../../app/contract/failure.ts';
import { isOutOfMemory } from '../../app/contract/outOfMemory.ts';

export type End = {
  readonly code: number | null;
  readonly signal: string | null;
  /** The end of what it wrote to stderr. */
  readonly lastWords: string;
};

/** Windows' STATUS_NO_MEMORY and STATUS_COMMITMENT_LIMIT as exit statuses. */
const NO_MEMORY = new Set([0xc0000017, 0xc000012d]);

/**
 * Where no memory is left, V8 and C++ abort and say why (SIGABRT, SIGTRAP); Linux kills with SIGKILL, which is uncatchable and says nothing,
 * and which nothing else in the application sends while a run is wanted.
 * @param folder of the run it worked on
 */
export function unexpectedEnd(folder: string, { code, signal, lastWords }: End): SmearlabError {
  const how = signal === null ? `exit status ${code}` : signal;
  const what = `The engine process ended unexpectedly (${how}) while it worked on ${folder}`;
  if (isOutOfMemory(lastWords) || (code !== null && NO_MEMORY.has(code))) {
    return new SmearlabError('out-of-memory', `${what}, because there was no memory left.`, { file: folder });
  }
  if (signal === 'SIGKILL') {
    return new SmearlabError('out-of-memory', `${what}: the system does that to the largest process when memory runs out.`, {
      file: folder,
    });
  }
  return new SmearlabError(
    'engine',
    `${what}. What was finished is kept: go on with --resume; if it ends again, update the graphics driver, or report this with the log.`,
    { file: folder },
  );
}
