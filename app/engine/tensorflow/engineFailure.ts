/** What TensorFlow and TensorFlow.js throw while they compute, as a sentence. Pure. */
import { SmearlabError } from '../../contract/failure.ts';
import { shortened, textOf } from './text.ts';

/** TensorFlow: "OOM when allocating tensor with shape[…] and type float on …"; JavaScript: a typed array that is too long. */
const OUT_OF_MEMORY = /\bOOM\b|out of memory|alloc|invalid typed array length|resource[ _]?exhausted/i;

/** @param what what was being done, as the beginning of a sentence: "Training wbc" */
export function engineFailure(what: string, error: unknown): SmearlabError {
  if (error instanceof SmearlabError) return error;
  const message = textOf(error);
  const advice = OUT_OF_MEMORY.test(message) ? 'Use a smaller batch or smaller images.' : 'Report this with the log.';
  return new SmearlabError('engine', `${what} stopped: TensorFlow says "${shortened(message)}". ${advice}`, { cause: error });
}
