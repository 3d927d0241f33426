/** Stands where an answer is still to be written. */
import { SmearlabError } from '../contract/failure.ts';

export function pending(): never {
  throw new SmearlabError('internal', 'This is not built yet.');
}
