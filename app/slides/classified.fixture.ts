/** A slide whose cells were classified, made in a database without any image or network. */
import { createHash } from 'node:crypto';
import type { SlideModel } from '../contract/slides.ts';
import { WBC_CLASSES } from '../contract/words.ts';
import { addCells, cellsOf, keepResults } from '../store/cells.ts';
import { addSlide, beginClassifying, endClassifying } from '../store/slides.ts';
import type { Store } from '../store/store.ts';

export const MODEL: SlideModel = {
  ...{ run: null, name: 'wbc-100-ensemble', folder: '/study/runs/wbc-100-ensemble', network: 'ensemble', classes: [...WBC_CLASSES] },
  ...{ imageSize: 96, dataSet: { name: 'wbc', hash: 'd'.repeat(64) }, checkpoint: 'c'.repeat(64), version: '0.1.0' },
  ...{ temperature: 1.4, threshold: 0.6, targetError: 0.02, testTimeAugmentation: false },
};

/** How sure the model is of each cell, by what it takes it for; `null`: it could not be classified. */
export type ClassifiedCell = readonly [predicted: (typeof WBC_CLASSES)[number], probability: number] | null;

export const CELLS: readonly ClassifiedCell[] = [
  ...many(62, 'Neutrophil'),
  ...many(28, 'Lymphocyte'),
  ...many(6, 'Monocyte'),
  ...many(3, 'Eosinophil'),
  ...many(1, 'Basophil'),
];

export function many(count: number, predicted: (typeof WBC_CLASSES)[number], probability = 0.97): ClassifiedCell[] {
  return Array.from({ length: count }, () => [predicted, probability] as const);
}

/** @returns its id and those of its cells */
export function classifiedSlide(store: Store, cells: readonly ClassifiedCell[] = CELLS, accession = 'H-2026-0417') {
  const slide = addSlide(store, { accession, notes: '', folder: '/smears/417', warnings: [] });
  addCells(
    store,
    slide,
    cells.map((_, at) => ({
      ...{ file: `/smears/417/${at}.png`, path: `${at}.png`, sha256: createHash('sha256').update(`${slide} ${at}`).digest('hex') },
      ...{ width: 96, height: 96, flags: [], duplicateOf: null, result: { kind: 'waiting' } },
    })),
  );
  beginClassifying(store, slide, MODEL);
  const ids = cellsOf(store, slide).map(({ id }) => id);
  keepResults(
    store,
    MODEL,
    cells.map((cell, at) => {
      const id = ids[at] ?? 0;
      if (cell === null) return { cell: id, kind: 'unclassified', reason: 'missing', sentence: 'The file is not there any more.' };
      const [predicted, probability] = cell;
      const rest = (1 - probability) / (WBC_CLASSES.length - 1);
      return { cell: id, kind: 'classified', probabilities: WBC_CLASSES.map((name) => (name === predicted ? probability : rest)) };
    }),
  );
  endClassifying(store, slide);
  return { slide, ids };
}
