/** A slide of cells of the sample as a model might have left it: most are sure, some are not, and of everything that can be odd there is some. */
import { join } from 'node:path';
import { z } from 'zod';
import type { Application } from '../../app/application/application.ts';
import { dataSetSchema } from '../../app/contract/dataSets.ts';
import { type ImageCard, imagePageSchema } from '../../app/contract/library.ts';
import type { SlideModel } from '../../app/contract/slides.ts';
import { WBC_CLASSES } from '../../app/contract/words.ts';
import { randomFor } from '../../app/random/random.ts';
import { addCells, type FoundResult, keepResults, type NewCell, waitingCells } from '../../app/store/cells.ts';
import { addSlide, beginClassifying, endClassifying } from '../../app/store/slides.ts';

const CLASSES: readonly (string | null)[] = WBC_CLASSES;

const MODEL: SlideModel = {
  ...{ run: null, name: 'wbc-100-ensemble', folder: '/study/runs/wbc-100-ensemble', network: 'ensemble', classes: [...WBC_CLASSES] },
  ...{ imageSize: 96, dataSet: { name: 'Sample', hash: 'd1'.repeat(32) }, checkpoint: 'c'.repeat(64), version: '0.1.0' },
  ...{ temperature: 1.37, threshold: 0.82, targetError: 0.02, testTimeAugmentation: true },
};

export type SampleSlide = {
  readonly accession: string;
  /** More than the sample has: its cells once more, under other names. */
  readonly cells: number;
  readonly far: 'open' | 'interrupted' | 'review';
};

/** @returns its id */
export async function sampleSlide({ call, desk }: Application, { accession, cells: count, far }: SampleSlide): Promise<number> {
  const signal = new AbortController().signal;
  const { store } = desk.library;
  const [dataSet] = z.array(dataSetSchema).parse(await call('library.dataSets', {}, signal));
  const root = dataSet?.root ?? '';
  const request = {
    filter: { dataSet: dataSet?.id ?? 0, splits: ['val'] },
    sort: { by: 'path', descending: false },
    offset: 0,
    limit: 500,
  };
  const { images } = imagePageSchema.parse(await call('library.page', request, signal));
  const drawn = randomFor(7, 'sample slide', count);
  const random = () => drawn.uniform(0, 1);
  const chosen = Array.from({ length: count }, () => images[Math.floor(random() * images.length)]).flatMap((card) => card ?? []);
  const id = addSlide(store, { accession, notes: 'EDTA blood, Pappenheim', folder: root, warnings: [] });
  addCells(
    store,
    id,
    chosen.map((card, at) => newCell(root, card, at)),
  );
  if (far === 'open') return id;
  beginClassifying(store, id, MODEL);
  const waiting = waitingCells(store, id);
  const found = waiting.map(({ id: cell, sha256 }, at) =>
    resultOf(cell, images.find((card) => card.sha256 === sha256)?.class ?? null, at, random),
  );
  keepResults(store, MODEL, far === 'review' ? found : found.slice(0, found.length / 3));
  if (far === 'review') endClassifying(store, id);
  return id;
}

function newCell(root: string, { path, sha256, width, height }: ImageCard, at: number): NewCell {
  const name = `cell-${String(at + 1).padStart(4, '0')}.png`;
  const flags: NewCell['flags'] = at % 41 === 7 ? ['out of focus'] : at % 67 === 9 ? ['several cells'] : [];
  const isGone = at % 97 === 11;
  return {
    ...{ file: join(root, isGone ? name : path), path: name, sha256: isGone ? null : sha256, flags },
    ...(isGone ? { width: 0, height: 0 } : { width, height }),
    duplicateOf: at % 89 === 33 ? at - 1 : null,
    result: isGone
      ? { kind: 'unclassified', reason: 'unreadable', sentence: `The image ${name} is damaged: its data ends too early.` }
      : { kind: 'waiting' },
  };
}

/** Of ten cells eight are sure; one of six of the others is taken for its neighbour. */
function resultOf(cell: number, actual: string | null, at: number, random: () => number): FoundResult {
  if (at % 71 === 20)
    return { cell, kind: 'unclassified', reason: 'missing', sentence: 'The file is not there any more. Put it back, then classify again.' };
  const isSure = random() < 0.88;
  const probability = isSure ? 0.86 + 0.139 * random() : 0.42 + 0.38 * random();
  const right = Math.max(0, CLASSES.indexOf(actual));
  const best = !isSure && random() < 0.3 ? (right + 1) % WBC_CLASSES.length : right;
  const second = best === right ? (right + 3) % WBC_CLASSES.length : right;
  const rest = 1 - probability;
  const probabilities = WBC_CLASSES.map((_, place) => (place === best ? probability : place === second ? rest * 0.7 : rest * 0.1));
  return { cell, kind: 'classified', probabilities };
}
