/** How well proposals agree with the masks that experts made for the same images. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import { type Agreement, importSettingsSchema, type ProposerEvaluation } from '../../contract/library.ts';
import type { OnProgress } from '../../contract/progress.ts';
import { byName } from '../dataSet.ts';
import { decodePixels, type Pixels } from '../decode.ts';
import { decodeLevels } from '../decodeLevels.ts';
import { importProgress } from '../import/importProgress.ts';
import { inOrder } from '../import/inOrder.ts';
import { listRoot } from '../layout/folderListing.ts';
import { discoverLayout, guessLayout } from '../layout/layout.ts';
import { dice } from './dice.ts';
import { type ExpertMask, expertMask } from './expertMask.ts';
import type { Region } from './plane.ts';
import { type Proposal, proposeMask } from './proposeMask.ts';

/** Of the images with a mask, sorted by path: all, the first and every second one after it, or the others. */
export type EvaluatedPart = ProposerEvaluation['part'];

export type Judged = {
  readonly path: string;
  readonly class: string | null;
  readonly pixels: Pixels;
  readonly expert: ExpertMask;
  /** Empty where nothing is proposed. */
  readonly proposal: Proposal;
  readonly isEmpty: boolean;
  readonly cell: number;
  readonly nucleus: number | null;
};

export type EvaluationRequest = {
  readonly folder: string;
  readonly part: EvaluatedPart;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
  readonly onJudged?: (judged: Judged) => void;
};

/**
 * Proposes a mask for every image of a folder that has one, and compares the two.
 * @throws SmearlabError no-images where no image has a mask, stopped, and what reading the folder and its files throws
 */
export async function evaluateProposer({ folder, part, onProgress, signal, onJudged }: EvaluationRequest): Promise<ProposerEvaluation> {
  const root = resolve(folder);
  const listing = await listRoot(root, signal);
  const settings = importSettingsSchema.parse({ layout: guessLayout(listing) });
  const { images } = discoverLayout(root, listing, { settings, requiredSplits: [], labels: [] });
  const masked = images.flatMap(({ path, class: name, mask }) => (mask === null ? [] : [{ path, class: name, mask }]));
  const items = masked.sort((a, b) => byName(a.path, b.path)).filter((_, at) => part === 'all' || (at % 2 === 0) === (part === 'even'));
  if (items.length === 0) {
    throw new SmearlabError(
      'no-images',
      `No image under ${root} has a mask to compare with. Name a folder with train/data and train/mask.`,
    );
  }
  const progress = importProgress(`Evaluating the proposer on ${root}`, items.length, onProgress);
  const scores: Pick<Judged, 'path' | 'class' | 'cell' | 'nucleus' | 'isEmpty'>[] = [];
  await inOrder<(typeof items)[number], Judged>({
    ...{ items, width: 2, ahead: 8, signal, stopped: 'The evaluation was stopped before its end, so it says nothing.' },
    work: (item) => judge(root, item),
    take: (judged) => {
      onJudged?.(judged);
      const { path, class: name, cell, nucleus, isEmpty } = judged;
      scores.push({ path, class: name, cell, nucleus, isEmpty });
      progress.step();
    },
  });
  const classes = [...new Set(scores.map((score) => score.class))].filter((name) => name !== null).sort(byName);
  const rows = [...classes, null].map((name) => rowOf(name, name === null ? scores : scores.filter((score) => score.class === name)));
  return { folder: root, part, rows, withoutCell: scores.filter(({ isEmpty }) => isEmpty).map(({ path }) => path) };
}

async function judge(root: string, item: { readonly path: string; readonly class: string | null; readonly mask: string }): Promise<Judged> {
  const pixels = await decodePixels(await readFile(join(root, item.path)), item.path);
  const levels = await decodeLevels(await readFile(join(root, item.mask)), item.mask);
  const { width, height } = pixels;
  const expert = expertMask(levels, width, height);
  const found = proposeMask(pixels);
  const nothing: Region = { data: new Uint8Array(width * height), width, height };
  const proposal = found ?? { cell: nothing, nucleus: nothing };
  const nucleus = expert.nucleus && dice(proposal.nucleus, expert.nucleus);
  const { path, class: name } = item;
  return { path, class: name, pixels, expert, proposal, isEmpty: found === undefined, cell: dice(proposal.cell, expert.cell), nucleus };
}

function rowOf(name: string | null, scores: readonly { readonly cell: number; readonly nucleus: number | null }[]) {
  const nuclei = scores.flatMap(({ nucleus }) => (nucleus === null ? [] : [nucleus]));
  return {
    class: name,
    images: scores.length,
    cell: agreement(scores.map(({ cell }) => cell)),
    nucleus: nuclei.length === 0 ? null : agreement(nuclei),
  };
}

/** `tenth`: the score that a tenth of the images (rounded down) lie below. @param scores at least one */
function agreement(scores: readonly number[]): Agreement {
  const sorted = [...scores].sort((a, b) => a - b);
  const mean = sorted.reduce((sum, score) => sum + score, 0) / sorted.length;
  return { mean, least: sorted[0] ?? 0, tenth: sorted[Math.floor(sorted.length / 10)] ?? 0 };
}
