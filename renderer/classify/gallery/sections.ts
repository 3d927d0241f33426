/** The parts of the review gallery: what a person must look at first, then each class, then what is not counted. Pure. */
import { type Cell, countedAs, standingOf } from '../../../app/contract/slides.ts';

/** `uncertain`: below the threshold alone; `flagged`: the picture may be no single cell in focus, however sure the model is. */
export const PLAIN_SECTIONS = ['uncertain', 'flagged', 'unclassified', 'waiting', 'duplicate', 'not counted'] as const;
export type SectionName = { readonly kind: (typeof PLAIN_SECTIONS)[number] } | { readonly kind: 'class'; readonly class: string };
export type Section = { readonly id: string; readonly name: SectionName; readonly cells: readonly Cell[] };

export function sectionIdOf(name: SectionName): string {
  return name.kind === 'class' ? `class ${name.class}` : name.kind;
}

/** In which part of the gallery a cell lies. */
export function sectionOf(cell: Cell): SectionName {
  const standing = standingOf(cell);
  if (standing === 'uncertain') return { kind: cell.flags.length > 0 ? 'flagged' : 'uncertain' };
  if (standing !== 'counted') return { kind: standing };
  // What is counted is counted as something.
  return { kind: 'class', class: countedAs(cell) ?? '' };
}

/**
 * Parts that have cells, in the order of review. In each, cells of one predicted class lie together, in the order of `classes`, and of those the
 * least sure first: so a person sees like beside like, and where a class begins to be doubtful.
 * @param classes all that cells of the slide are taken for, in the order in which they are shown
 */
export function sectionsOf(cells: readonly Cell[], classes: readonly string[]): Section[] {
  const names: readonly SectionName[] = [
    ...(['uncertain', 'flagged', 'unclassified', 'waiting'] as const).map((kind) => ({ kind })),
    ...classes.map((name) => ({ kind: 'class' as const, class: name })),
    ...(['duplicate', 'not counted'] as const).map((kind) => ({ kind })),
  ];
  const filled = new Map<string, { readonly name: SectionName; readonly cells: Cell[] }>();
  for (const name of names) filled.set(sectionIdOf(name), { name, cells: [] });
  for (const cell of cells) {
    const name = sectionOf(cell);
    const id = sectionIdOf(name);
    const section = filled.get(id) ?? { name, cells: [] };
    section.cells.push(cell);
    filled.set(id, section);
  }
  const before = inReviewOrder(classes);
  return [...filled].flatMap(([id, section]) =>
    section.cells.length === 0 ? [] : [{ id, name: section.name, cells: section.cells.sort(before) }],
  );
}

function inReviewOrder(classes: readonly string[]): (a: Cell, b: Cell) => number {
  const place = ({ result }: Cell) => {
    if (result.kind !== 'classified') return classes.length + 1;
    const at = classes.indexOf(result.predicted);
    return at < 0 ? classes.length : at;
  };
  const sureness = ({ result }: Cell) => (result.kind === 'classified' ? result.probability : 0);
  return (a, b) => place(a) - place(b) || sureness(a) - sureness(b) || a.id - b.id;
}
