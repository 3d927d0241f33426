/** A slide with its count, as it is at this moment: what is signed and what reports are made of. */
import { ADULT_RANGES, type ReferenceRanges } from '../contract/differential.ts';
import { SmearlabError } from '../contract/failure.ts';
import { PRODUCT } from '../contract/product.ts';
import type { CountedSlide, SignedCell } from '../contract/signing.ts';
import { type Cell, countedAs, standingOf } from '../contract/slides.ts';
import { cellsOf } from '../store/cells.ts';
import { keptRanges } from '../store/signatures.ts';
import { readSlide, type SlideRow } from '../store/slides.ts';
import type { Store } from '../store/store.ts';
import { differentialOf } from './differential.ts';

/** The lab's own, else those of adults. */
export function rangesOf(store: Store): ReferenceRanges {
  return keptRanges(store) ?? ADULT_RANGES;
}

/** @throws SmearlabError wrong-usage for a slide that is not there, or not classified to its end */
export function readCountedSlide(store: Store, id: number): CountedSlide {
  return countedSlide(readSlide(store, id), cellsOf(store, id), rangesOf(store));
}

/** @throws SmearlabError wrong-usage for a slide that is not classified to its end */
export function countedSlide(row: SlideRow, cells: readonly Cell[], ranges: ReferenceRanges): CountedSlide {
  const { id, version, accession, notes, folder, openedAt, state } = row;
  if (state.kind === 'open' || state.kind === 'classifying') {
    throw new SmearlabError('wrong-usage', `The slide ${accession} is not classified to its end yet, so there is no count of it.`);
  }
  const { model, classifiedAt } = state;
  return {
    program: { name: PRODUCT.name, version: PRODUCT.version },
    slide: { id, version, accession, notes, folder, openedAt, classifiedAt },
    model,
    count: differentialOf(model.classes, cells, ranges),
    cells: cells.map(signedCell),
  };
}

function signedCell(cell: Cell): SignedCell {
  const { path, sha256, flags, result, label } = cell;
  return {
    ...{ path, sha256, flags, label },
    predicted: result.kind === 'classified' ? { class: result.predicted, probability: result.probability } : null,
    reason: result.kind === 'unclassified' ? result.sentence : null,
    standing: standingOf(cell),
    countedAs: countedAs(cell),
  };
}
