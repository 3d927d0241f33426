/** One score of all classes and runs, arranged as a table. Pure. */
import type { Interval, JudgedTogether, ScoreDifference } from '../../../app/contract/runs.ts';

export const SCORES = ['f1', 'precision', 'recall'] as const;
export type Score = (typeof SCORES)[number];

export type ClassLine = {
  /** null: the macro average. */
  readonly name: string | null;
  readonly support: number;
  readonly cells: readonly { readonly value: number; readonly interval: Interval | null; readonly difference: ScoreDifference | null }[];
};

/** @param order the ids of the runs, column by column */
export function classLines({ classes, runs, against }: JudgedTogether, order: readonly number[], score: Score): ClassLine[] {
  const columns = order.flatMap((id) => {
    const own = runs.find(({ run }) => run === id);
    return own === undefined ? [] : [{ own, other: against.find(({ run }) => run === id) }];
  });
  const ofClasses = classes.map(
    (name, of): ClassLine => ({
      name,
      support: columns[0]?.own.report.perClass[name]?.support ?? 0,
      cells: columns.map(({ own, other }) => ({
        value: own.report.perClass[name]?.[score] ?? 0,
        interval: own.intervals[of]?.[score] ?? null,
        difference: other?.perClass[of]?.[score] ?? null,
      })),
    }),
  );
  // Of macro averages only that of F1 is resampled.
  const macro: ClassLine = {
    name: null,
    support: columns[0]?.own.report.macroAverage.support ?? 0,
    cells: columns.map(({ own, other }) => ({
      value: own.report.macroAverage[score],
      interval: score === 'f1' ? own.macroF1Interval : null,
      difference: score === 'f1' ? (other?.comparison.difference ?? null) : null,
    })),
  };
  return [...ofClasses, macro];
}

/** Where the bars begin, so that intervals near 1 can be told apart: at the tenth below the lowest end. */
export function least(lines: readonly ClassLine[]): number {
  const lows = lines.flatMap(({ cells }) => cells.flatMap(({ interval }) => (interval === null ? [] : [interval.low])));
  return lows.length === 0 ? 0 : Math.max(0, Math.floor(Math.min(...lows) * 10) / 10);
}
