/** Errors as sentences for the person at the screen, with a kind for the program. */
import { z } from 'zod';
import { errorCode } from './errorCode.ts';
import { isOutOfMemory } from './outOfMemory.ts';

export { errorCode } from './errorCode.ts';

/** What went wrong, for a program to branch on; the sentence is for the person. */
export const failureKindSchema = z.enum([
  'wrong-usage',
  'bad-recipe',
  'bad-run-file',
  'unknown-layout',
  'no-images',
  'unreadable-image',
  'not-an-image',
  'unreadable-mask',
  'too-few-images',
  'image-size',
  'missing-file',
  'changed-file',
  'disk-full',
  'not-writable',
  'in-use',
  'already-there',
  'other-study',
  'damaged-checkpoint',
  'damaged-database',
  'diverged',
  'out-of-memory',
  'device-lost',
  'engine',
  'stopped',
  /** Nobody is signed in, or who is may not do this. */
  'not-allowed',
  'internal',
]);
export type FailureKind = z.infer<typeof failureKindSchema>;

/**
 * An error whose message is a full sentence: what happened, to which file, what to do.
 * `cause` keeps the underlying error for the log.
 */
export class SmearlabError extends Error {
  override readonly name = 'SmearlabError';
  readonly kind: FailureKind;
  readonly file: string | undefined;

  constructor(kind: FailureKind, sentence: string, details: { file?: string; cause?: unknown } = {}) {
    super(sentence, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.file = details.file;
  }
}

const DISK_FULL_CODES = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);
const NOT_WRITABLE_CODES = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOENT',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
  'ENAMETOOLONG',
  'ELOOP',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
]);

/**
 * Turns what a write to `file` threw into a sentence: a full disk and a folder without write permission get their own,
 * everything else passes through as it is when it already is one of ours, and as `internal` when not.
 */
export function writeFailure(error: unknown, file: string): SmearlabError {
  if (error instanceof SmearlabError) return error;
  const code = errorCode(error) ?? '';
  if (DISK_FULL_CODES.has(code) || code.startsWith('SQLITE_IOERR')) {
    return new SmearlabError(
      'disk-full',
      `The disk is full: ${file} could not be written. Free some space and go on with --resume; what was stored before is kept.`,
      { file, cause: error },
    );
  }
  if (NOT_WRITABLE_CODES.has(code) || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return new SmearlabError(
      'not-writable',
      `${file} cannot be written (${code}). Choose an output folder you may write to with --out, or change its permissions.`,
      { file, cause: error },
    );
  }
  if (isOutOfMemory(error)) return asFailure(error);
  const message = error instanceof Error ? error.message : String(error);
  return new SmearlabError('internal', `Writing ${file} failed: ${message}`, { file, cause: error });
}

/** What was said first, below all the sentences that were made of it: the words of a runtime or a driver, for the log. */
export function firstWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : firstWords(error.cause);
}

/** Any thrown value as a SmearlabError; one of ours passes through unchanged, and running out of memory gets its own sentence. */
export function asFailure(error: unknown): SmearlabError {
  if (error instanceof SmearlabError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (isOutOfMemory(error)) {
    return new SmearlabError('out-of-memory', `The memory of this computer ran out (${message}). Close other programs and start again.`, {
      cause: error,
    });
  }
  return new SmearlabError('internal', `Something unexpected happened: ${message}`, { cause: error });
}
