/** Whether a slide may be signed, as a pure decision. */
import type { Differential } from '../../contract/differential.ts';
import type { SlideStateKind } from '../../contract/slides.ts';

export type Signable =
  | { readonly may: true }
  /** It may, with a reason: cells are open. */
  | { readonly may: 'with a waiver'; readonly sentence: string }
  | { readonly may: false; readonly sentence: string };

/** @param count of the slide as it is at this moment */
export function signableOf(state: SlideStateKind, count: Differential): Signable {
  if (state === 'signed') return { may: false, sentence: 'It is signed already. Amend it to sign another version.' };
  if (state !== 'review' || count.waiting > 0) return { may: false, sentence: 'It is not classified to its end yet.' };
  if (count.counted === 0) return { may: false, sentence: 'No cell of it is counted, so there is nothing to sign.' };
  if (count.uncertain + count.unclassified === 0) return { may: true };
  const open = [partOf(count.uncertain, 'uncertain'), partOf(count.unclassified, 'not classified')].filter((part) => part !== '');
  const sentence = `${open.join(' and ')}. Say what they are, or sign with a reason why they stay open.`;
  return { may: 'with a waiver', sentence };
}

function partOf(cells: number, what: string): string {
  if (cells === 0) return '';
  return cells === 1 ? `1 cell is ${what}` : `${cells} cells are ${what}`;
}
