/** Proposed masks of a data set: made for images without any mask, kept in the data folder, and accepted or rejected by a person. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { asFailure, SmearlabError } from '../contract/failure.ts';
import type { ProposalState, ProposingSummary } from '../contract/library.ts';
import type { OnProgress } from '../contract/progress.ts';
import { type DataSetRow, setDataSetHash } from '../store/dataSets.ts';
import { findMask, type MaskFacts, saveMask } from '../store/masks.ts';
import { imagesToPropose, setProposalState, type UnmaskedImage } from '../store/proposals.ts';
import type { Pixels } from './bmp.ts';
import { storedHash } from './dataSet.ts';
import { decodePixels } from './decode.ts';
import { shown } from './folded.ts';
import { maskFacts } from './import/examine.ts';
import { gate } from './import/gate.ts';
import { importProgress } from './import/importProgress.ts';
import { inOrder } from './import/inOrder.ts';
import { keepMask } from './keptMasks.ts';
import type { Library } from './library.ts';
import { readBytes } from './pixels.ts';
import { levelsOfProposal, type Proposal, proposeMask } from './proposer/proposeMask.ts';

/** One is decoded while another is looked at. */
const IMAGES_AT_ONCE = 3;
/** Images beyond this are worked on one at a time, so that a folder of them does not fill the memory. */
const LARGE_PIXELS = 16_000_000;
/** What a crash can cost at most: this many images to be looked at again. */
const BATCH = 32;
const STOPPED = 'Proposing masks was stopped; what was proposed is kept, and the next time goes on from there.';

export type ProposingRequest = {
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
  /** Also where a proposal was rejected: the new one waits in its place. */
  readonly again?: boolean;
  /** Each proposal as it is made, for whoever wants to show it. */
  readonly onProposal?: (path: string, pixels: Pixels, proposal: Proposal) => void;
};

type Looked =
  | { readonly kind: 'proposed'; readonly image: UnmaskedImage; readonly mask: MaskFacts }
  | { readonly kind: 'without cell' | 'unreadable'; readonly sentence: string };

/**
 * Proposes a mask for every image of the data set that has none of any kind; one that was rejected is proposed anew only with `again`.
 * @throws SmearlabError stopped (after an abort), disk-full, not-writable. What was proposed until then is kept in every case.
 */
export async function proposeMasks(library: Library, dataSet: DataSetRow, request: ProposingRequest): Promise<ProposingSummary> {
  const images = imagesToPropose(library.store, dataSet.id, request.again);
  const progress = importProgress(`Proposing masks for ${dataSet.name}`, images.length, request.onProgress);
  const large = gate();
  const [withoutCell, unreadable]: [string[], string[]] = [[], []];
  let [proposed, pending]: [number, { id: number; mask: MaskFacts }[]] = [0, []];
  const flush = () => {
    const batch = pending;
    pending = [];
    library.store.transaction(() => {
      for (const { id, mask } of batch) saveMask(library.store, id, 'proposed', mask);
    });
    proposed += batch.length;
  };
  try {
    await inOrder<UnmaskedImage, Looked>({
      ...{ items: images, width: IMAGES_AT_ONCE, ahead: BATCH, signal: request.signal, stopped: STOPPED },
      work: (image) => {
        const look = () => lookAt(library, dataSet, image, request);
        return image.width * image.height > LARGE_PIXELS ? large.alone(look) : look();
      },
      take: (looked) => {
        if (looked.kind === 'proposed') pending.push({ id: looked.image.id, mask: looked.mask });
        else (looked.kind === 'unreadable' ? unreadable : withoutCell).push(looked.sentence);
        if (pending.length >= BATCH) flush();
        progress.step();
      },
    });
  } finally {
    flush();
  }
  return { dataSet: dataSet.name, images: images.length, proposed, withoutCell, unreadable };
}

async function lookAt(library: Library, dataSet: DataSetRow, image: UnmaskedImage, { onProposal }: ProposingRequest): Promise<Looked> {
  let pixels: Pixels;
  try {
    pixels = await readUnchanged(join(dataSet.root, image.path), image);
  } catch (error) {
    return { kind: 'unreadable', sentence: asFailure(error).message };
  }
  const proposal = proposeMask(pixels);
  if (proposal === undefined) return { kind: 'without cell', sentence: image.path };
  onProposal?.(image.path, pixels, proposal);
  const { width, height } = pixels;
  const bytes = await sharp(levelsOfProposal(proposal), { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  const facts = await maskFacts(bytes, image.path, image, null);
  return { kind: 'proposed', image, mask: { ...facts, path: await keepMask(library.folder, image.sha256, bytes, 'png') } };
}

/** @throws SmearlabError changed-file when it is no longer the file that was imported, and what reading it throws */
async function readUnchanged(file: string, image: UnmaskedImage): Promise<Pixels> {
  const bytes = await readBytes(file);
  if (createHash('sha256').update(bytes).digest('hex') === image.sha256) return decodePixels(bytes, shown(image.path));
  throw new SmearlabError('changed-file', `The image ${shown(image.path)} has changed since it was imported. Run smearlab rescan first.`, {
    file,
  });
}

/**
 * Accepts proposals, which from then on count like the lab's masks, or rejects them; either can be changed later.
 * @param images with a proposal
 * @throws SmearlabError wrong-usage for an image without a proposal, missing-file for one whose file was lost; then nothing is changed.
 */
export function judgeProposals(
  { store, folder }: Library,
  dataSet: DataSetRow,
  images: readonly { readonly id: number; readonly path: string }[],
  verdict: Exclude<ProposalState, 'proposed'>,
): void {
  store.transaction(() => {
    for (const { id, path } of images) {
      const mask = findMask(store, id, 'proposed');
      if (mask === undefined) {
        throw new SmearlabError('wrong-usage', `No mask is proposed for the image ${path}. Run smearlab masks propose first.`);
      }
      const file = join(folder.root, mask.path);
      if (verdict === 'accepted' && !existsSync(file)) {
        throw new SmearlabError('missing-file', `The proposed mask ${file} is not there any more. Put it back, or reject it.`, { file });
      }
      setProposalState(store, id, verdict);
    }
    if (dataSet.hash !== null) setDataSetHash(store, dataSet.id, storedHash(store, dataSet.id).hash);
  });
}
