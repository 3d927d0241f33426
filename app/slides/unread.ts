/** Why a cell cannot be classified, as it is listed. */
import type { SmearlabError } from '../contract/failure.ts';
import type { CellResult } from '../contract/slides.ts';

export type Unread = Pick<Extract<CellResult, { kind: 'unclassified' }>, 'reason' | 'sentence'>;

/** @throws SmearlabError what says nothing of this one image: then the slide waits, rather than all its cells being given up */
export function unread(failure: SmearlabError): Unread {
  const sentence = failure.message;
  switch (failure.kind) {
    case 'unreadable-image':
    case 'not-an-image':
      return { reason: 'unreadable', sentence };
    case 'missing-file':
      return { reason: 'missing', sentence };
    case 'changed-file':
      return { reason: 'changed', sentence };
    case 'diverged':
      return { reason: 'failed', sentence };
    default:
      throw failure;
  }
}
