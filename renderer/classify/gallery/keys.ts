/** What keys mean where cells are reviewed. Pure. */
import type { Cell, CellLabel } from '../../../app/contract/slides.ts';

export type ReviewKey =
  | { readonly kind: 'label'; readonly label: CellLabel }
  /** The model is right. */
  | { readonly kind: 'confirm' }
  /** What a person said of the cell is taken away. */
  | { readonly kind: 'clear' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'heat' };

/** Classes that have a number key. */
export const MOST_KEYS = 9;

type Press = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
};

/** @param classes in the order of their numbers */
export function reviewKey({ key, ctrlKey, altKey, metaKey, shiftKey }: Press, classes: readonly string[]): ReviewKey | undefined {
  if (ctrlKey || metaKey) return key.toLowerCase() === 'z' && !altKey && !shiftKey ? { kind: 'undo' } : undefined;
  if (altKey) return undefined;
  if (key === '0') return { kind: 'label', label: { kind: 'not counted' } };
  if (/^[1-9]$/.test(key)) {
    const name = classes[Number(key) - 1];
    return name === undefined ? undefined : { kind: 'label', label: { kind: 'class', class: name } };
  }
  if (key === ' ') return { kind: 'confirm' };
  if (key === 'Backspace' || key === 'Delete') return { kind: 'clear' };
  if (key.toLowerCase() === 'h') return { kind: 'heat' };
  return undefined;
}

/** What the cells are labelled as when a person says that the model is right: one labelling for each class that it took some of them for. */
export function confirmed(cells: readonly Cell[]): { readonly label: CellLabel; readonly cells: readonly number[] }[] {
  const byClass = new Map<string, number[]>();
  for (const { id, result } of cells) {
    if (result.kind === 'classified') byClass.set(result.predicted, [...(byClass.get(result.predicted) ?? []), id]);
  }
  return [...byClass].map(([name, ids]) => ({ label: { kind: 'class', class: name }, cells: ids }));
}
