/** Looks for a cell in one image of a data set and keeps the file of the mask that is proposed for it. Knows no database. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { asFailure, SmearlabError } from '../contract/failure.ts';
import type { MaskFacts } from '../store/masks.ts';
import type { UnmaskedImage } from '../store/proposals.ts';
import type { Pixels } from './bmp.ts';
import { decodePixels } from './decode.ts';
import { shown } from './folded.ts';
import { maskFacts } from './import/examine.ts';
import { keepMask } from './keptMasks.ts';
import type { DataFolder } from './library.ts';
import { readBytes } from './pixels.ts';
import { levelsOfProposal, type Proposal, proposeMask } from './proposer/proposeMask.ts';

export type LookedForCell =
  | { readonly kind: 'proposed'; readonly mask: MaskFacts }
  | { readonly kind: 'without cell' }
  | { readonly kind: 'unreadable'; readonly sentence: string };

type OnProposal = (path: string, pixels: Pixels, proposal: Proposal) => void;

/** @throws SmearlabError disk-full, not-writable: what is wrong with the image itself is a sentence of the result */
export async function lookForCell(folder: DataFolder, root: string, image: UnmaskedImage, onProposal?: OnProposal): Promise<LookedForCell> {
  let pixels: Pixels;
  try {
    pixels = await readUnchanged(join(root, image.path), image);
  } catch (error) {
    return { kind: 'unreadable', sentence: asFailure(error).message };
  }
  const proposal = proposeMask(pixels);
  if (proposal === undefined) return { kind: 'without cell' };
  onProposal?.(image.path, pixels, proposal);
  const { width, height } = pixels;
  const bytes = await sharp(levelsOfProposal(proposal), { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  const facts = await maskFacts(bytes, image.path, image, null);
  return { kind: 'proposed', mask: { ...facts, path: await keepMask(folder, image.sha256, bytes, 'png') } };
}

/** @throws SmearlabError changed-file when it is no longer the file that was imported, and what reading it throws */
async function readUnchanged(file: string, image: UnmaskedImage): Promise<Pixels> {
  const bytes = await readBytes(file);
  if (createHash('sha256').update(bytes).digest('hex') === image.sha256) return decodePixels(bytes, shown(image.path));
  throw new SmearlabError(
    'changed-file',
    `The image ${shown(image.path)} has changed since it was imported. Have its folder scanned again first.`,
    {
      file,
    },
  );
}
