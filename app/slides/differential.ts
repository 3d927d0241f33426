/** The differential count of cells, as a pure function. */
import {
  type ClassCount,
  type Comparison,
  classKey,
  type Differential,
  type ReferenceRange,
  type ReferenceRanges,
} from '../contract/differential.ts';
import { type Cell, countedAs, standingOf } from '../contract/slides.ts';
import { exactInterval } from '../evaluation/exactInterval.ts';

export type CountableCell = Pick<Cell, 'label' | 'duplicateOf' | 'result' | 'flags'>;

/**
 * Shares are of the counted cells alone; whatever is not counted stands apart with its reason.
 * @param classes of the model, in its order; each has a line, also with no cell
 */
export function differentialOf(classes: readonly string[], cells: readonly CountableCell[], ranges: ReferenceRanges): Differential {
  const byStanding = Map.groupBy(cells, standingOf);
  const countedCells = byStanding.get('counted') ?? [];
  const byClass = Map.groupBy(countedCells, countedAs);
  const known = new Set(classes);
  const others = [...byClass.keys()].filter((name) => name !== null && !known.has(name)).sort(byName);
  const many = (standing: Parameters<typeof byStanding.get>[0]) => byStanding.get(standing)?.length ?? 0;
  return {
    counted: countedCells.length,
    classes: [...known, ...others].flatMap((name) =>
      name === null ? [] : [classCount(name, byClass.get(name) ?? [], countedCells.length, ranges.ranges)],
    ),
    uncertain: many('uncertain'),
    unclassified: many('unclassified'),
    waiting: many('waiting'),
    notCounted: many('not counted'),
    duplicates: many('duplicate'),
    source: ranges.source,
  };
}

function byName(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

function classCount(name: string, cells: readonly CountableCell[], counted: number, ranges: readonly ReferenceRange[]): ClassCount {
  const [low, high] = exactInterval(cells.length, counted);
  const found = ranges.find((range) => classKey(range.class) === classKey(name));
  const range = found === undefined ? null : { low: found.low, high: found.high };
  const share = counted === 0 ? null : cells.length / counted;
  return {
    ...{ class: name, cells: cells.length, byPerson: cells.filter(({ label }) => label !== null).length },
    ...{ share, low, high, range },
    comparison: range === null || share === null ? null : comparisonOf({ share, low, high }, range),
  };
}

type Share = { readonly share: number; readonly low: number; readonly high: number };

/** @param range in per cent, both ends inside */
export function comparisonOf({ share, low, high }: Share, range: { readonly low: number; readonly high: number }): Comparison {
  // 100 · share has rounding of its own: 7 of 100 must not lie above 7 %.
  const isBelow = (of: number) => 100 * of < range.low - 1e-9;
  const isAbove = (of: number) => 100 * of > range.high + 1e-9;
  if (isBelow(share)) return isBelow(high) ? 'low' : 'possibly low';
  if (isAbove(share)) return isAbove(low) ? 'high' : 'possibly high';
  return 'inside';
}
