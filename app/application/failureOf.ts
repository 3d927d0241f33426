/** Any thrown value as it crosses a border: kind, sentence and file, never an object's name. */
import { asFailure } from '../contract/failure.ts';
import type { Failure } from '../contract/work.ts';

export function failureOf(error: unknown): Failure {
  const { kind, message, file } = asFailure(error);
  return { kind, sentence: message, file: file ?? null };
}
