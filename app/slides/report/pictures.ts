/** Small pictures of the cells that a report shows. */
import { createHash } from 'node:crypto';
import type { CountedSlide } from '../../contract/signing.ts';
import { makeThumbnail } from '../../library/decode.ts';
import { readBytes } from '../../library/pixels.ts';
import { findCellBySha256 } from '../../store/cells.ts';
import type { Store } from '../../store/store.ts';
import { galleryOf } from './gallery.ts';
import { CELLS_OF_A_CLASS, type Pictures } from './pdf/paperStyle.ts';

/**
 * By SHA-256, of those cells that are still what they were; the others have an empty frame on paper: a report of what was signed is made as well
 * when its images are long gone.
 */
export async function picturesOf(store: Store, counted: CountedSlide, signal: AbortSignal): Promise<Pictures> {
  const pictures = new Map<string, Buffer>();
  for (const { shown } of galleryOf(counted, CELLS_OF_A_CLASS)) {
    for (const { sha256 } of shown) {
      signal.throwIfAborted();
      const picture = sha256 === null ? undefined : await pictureOf(store, sha256);
      if (sha256 !== null && picture !== undefined) pictures.set(sha256, picture);
    }
  }
  return pictures;
}

async function pictureOf(store: Store, sha256: string): Promise<Buffer | undefined> {
  const file = findCellBySha256(store, sha256)?.file;
  if (file === undefined) return undefined;
  try {
    const bytes = await readBytes(file);
    return createHash('sha256').update(bytes).digest('hex') === sha256 ? await makeThumbnail(bytes, file) : undefined;
  } catch {
    // Gone or unreadable: the empty frame says so.
    return undefined;
  }
}
