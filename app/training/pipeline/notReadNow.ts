/** Tells an image that was damaged since its import from one that its decoder has no memory for. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type FailureKind, SmearlabError } from '../../contract/failure.ts';

const UNREADABLE: ReadonlySet<FailureKind> = new Set(['unreadable-image', 'unreadable-mask']);

/**
 * libvips does not always say that it is memory it lacks; but the import has read these very bytes, so they are not what is wrong.
 * @param imported the files that were read, by path, with their SHA-256 at import
 * @returns `out-of-memory` where the file that could not be read has not changed, else the failure as it is
 */
export function notReadNow(failure: SmearlabError, imported: ReadonlyMap<string, string>): SmearlabError {
  const { file, kind } = failure;
  if (file === undefined || !UNREADABLE.has(kind) || !isUnchanged(file, imported.get(file))) return failure;
  const sentence = `The image ${file} was read when it was imported and has not changed since, but cannot be read now.`;
  return new SmearlabError('out-of-memory', sentence, { file, cause: failure });
}

function isUnchanged(file: string, sha256: string | undefined): boolean {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex') === sha256;
  } catch {
    // Not even its bytes can be had; why is what reading the image has said.
    return false;
  }
}
