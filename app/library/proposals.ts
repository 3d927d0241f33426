/** Proposed masks of a data set: made for images without any mask, kept in the data folder, and accepted or rejected by a person. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SmearlabError } from '../contract/failure.ts';
import type { ProposalState, ProposingSummary } from '../contract/library.ts';
import type { OnProgress } from '../contract/progress.ts';
import { markChanged } from '../store/dataSetHash.ts';
import type { DataSetRow } from '../store/dataSets.ts';
import type { ImageRow } from '../store/images.ts';
import { findMask, type MaskFacts } from '../store/masks.ts';
import { imagesToPropose, saveProposal, setProposalState, type UnmaskedImage } from '../store/proposals.ts';
import type { Pixels } from './bmp.ts';
import { gate } from './import/gate.ts';
import { importProgress } from './import/importProgress.ts';
import { inOrder } from './import/inOrder.ts';
import type { Library } from './library.ts';
import { type LookedForCell, lookForCell } from './lookForCell.ts';
import type { Proposal } from './proposer/proposeMask.ts';

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
  /** Also where a proposal was rejected. */
  readonly again?: boolean;
  /** Looks for the cell elsewhere, such as in another thread, so that this one is not kept; `atOnce` images at a time. */
  readonly elsewhere?: { readonly atOnce: number; look(image: UnmaskedImage): Promise<LookedForCell> };
  /** Each proposal as it is made, for whoever wants to show it. */
  readonly onProposal?: (path: string, pixels: Pixels, proposal: Proposal) => void;
};

type Looked = { readonly image: UnmaskedImage; readonly found: LookedForCell };

/**
 * Proposes a mask for every image of the data set that has none of any kind; one that was rejected is proposed again only where that is
 * asked for.
 * @throws SmearlabError stopped (after an abort), disk-full, not-writable. What was proposed until then is kept in every case.
 */
export async function proposeMasks(
  library: Library,
  dataSet: Pick<DataSetRow, 'id' | 'name' | 'root'>,
  request: ProposingRequest,
): Promise<ProposingSummary> {
  const look = request.elsewhere?.look ?? ((image: UnmaskedImage) => lookForCell(library.folder, dataSet.root, image, request.onProposal));
  const images = imagesToPropose(library.store, dataSet.id, request.again ?? false);
  const progress = importProgress(`Proposing masks for ${dataSet.name}`, images.length, request.onProgress);
  const large = gate();
  const [withoutCell, unreadable]: [string[], string[]] = [[], []];
  let [proposed, pending]: [number, { image: UnmaskedImage; mask: MaskFacts }[]] = [0, []];
  const flush = () => {
    const batch = pending;
    pending = [];
    library.store.transaction(() => {
      for (const { image, mask } of batch) if (saveProposal(library.store, image, mask)) proposed++;
    });
  };
  try {
    await inOrder<UnmaskedImage, Looked>({
      ...{ items: images, width: request.elsewhere?.atOnce ?? IMAGES_AT_ONCE, ahead: BATCH, signal: request.signal, stopped: STOPPED },
      work: async (image) => {
        const found = image.width * image.height > LARGE_PIXELS ? await large.alone(() => look(image)) : await look(image);
        return { image, found };
      },
      take: ({ image, found }) => {
        if (found.kind === 'proposed') pending.push({ image, mask: found.mask });
        else if (found.kind === 'unreadable') unreadable.push(found.sentence);
        else withoutCell.push(image.path);
        if (pending.length >= BATCH) flush();
        progress.step();
      },
    });
  } finally {
    flush();
  }
  return { dataSet: dataSet.name, images: images.length, proposed, withoutCell, unreadable };
}

/**
 * Accepts proposals, which from then on count like the lab's masks, rejects them, or lets them wait again; each can be changed later.
 * @throws SmearlabError wrong-usage for an image without a proposal, missing-file for one whose file was lost; then nothing is changed.
 */
export function judgeProposals(
  { store, folder }: Library,
  images: readonly Pick<ImageRow, 'id' | 'path' | 'dataSetId'>[],
  verdict: ProposalState,
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
    for (const dataSetId of new Set(images.map((image) => image.dataSetId))) markChanged(store, dataSetId);
  });
}
