/** What TensorFlow and TensorFlow.js throw while they compute, as a sentence with a kind. Pure. */
import { SmearlabError } from '../../contract/failure.ts';
import { runtimeFailure } from '../runtimeFailure.ts';
import { shortened, textOf } from './text.ts';

/** @param what what was being done, as the beginning of a sentence: "Training wbc" */
export function engineFailure(what: string, error: unknown): SmearlabError {
  if (error instanceof SmearlabError) return error;
  const said = `${what} stopped: TensorFlow says "${shortened(textOf(error))}".`;
  return runtimeFailure(said, error instanceof Error || typeof error === 'string' ? error : new Error(textOf(error), { cause: error }));
}
