/** Makes a batch: reads, decodes, augments, lays out, mixes. The same function in every thread, so that their number changes no bit. */
import { readMaskedCopy, readPixels } from '../../library/pixels.ts';
import { augment } from '../augmentation/augment.ts';
import { mixRows } from '../augmentation/mixup.ts';
import { toInputTensor } from '../batches.ts';
import type { BatchMade, BatchTask, Kept, PictureSource } from './batchTask.ts';
import { readKept, writeKept } from './keptPixels.ts';

/** @throws SmearlabError, what reading an image or a mask throws */
export async function makeBatch({ pictures, size, places, mix, shares }: BatchTask): Promise<BatchMade> {
  const read = await Promise.all(pictures.map(({ source }) => readPicture(source, size, shares)));
  const decoded = read.map(({ pixels, kept }, at) => (pictures[at]?.source.kind === 'files' ? { pixels, kept } : null));
  if (places === 0) return { input: new Float32Array(0), decoded };
  const varied = read.map(({ pixels }, at) => {
    const picture = pictures[at];
    return picture === undefined ? pixels : augment(pixels, size, picture.change, picture.isMaskedCopy);
  });
  const input = toInputTensor(varied, places, size);
  return { input: mix === null ? input : mixRows(input, mix, 3 * size * size), decoded };
}

async function readPicture(source: PictureSource, size: number, shares: boolean): Promise<{ pixels: Uint8Array; kept: Kept }> {
  if (source.kind === 'decoded') return { pixels: source.pixels, kept: 'none' };
  const { image, mask, kept, keepAt } = source;
  const known = kept === null ? undefined : await readKept(kept, size);
  if (known !== undefined) return { pixels: shares ? shared(known) : known, kept: 'read' };
  const pixels = mask === null ? await readPixels(image, size) : await readMaskedCopy(image, mask, size);
  const written = keepAt === null ? 'none' : (await writeKept(keepAt, pixels)) ? 'written' : 'not-written';
  return { pixels: shares ? shared(pixels) : pixels, kept: written };
}

/** In memory that other threads see without a copy. */
function shared(pixels: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(pixels.byteLength));
  copy.set(pixels);
  return copy;
}
