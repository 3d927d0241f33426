/** What a report of compared runs is made of: everything in it was computed before, the report only shows it. */
import type { JudgedTogether, ListedRun, RunComparison } from '../../../contract/runs.ts';

export type ComparedRun = {
  readonly run: ListedRun;
  /** Where the images of its data set lie. */
  readonly root: string;
  readonly versions: Readonly<Record<string, string>>;
  /** The epoch whose scores are reported, and the best one; null while it is not finished. */
  readonly reportedEpoch: number | null;
  readonly bestEpoch: number | null;
};

export type ComparisonInput = {
  readonly title: string;
  readonly createdAt: Date;
  /** The command line that makes this report again. */
  readonly command: string;
  readonly comparison: RunComparison;
  /** The baseline first, as on screen: a run's place is its letter and colour. */
  readonly runs: readonly ComparedRun[];
};

/** Runs judged together, each with its place. */
export type Judged = Omit<JudgedTogether, 'runs' | 'against'> & {
  readonly runs: readonly (JudgedTogether['runs'][number] & Placed)[];
  readonly against: readonly (JudgedTogether['against'][number] & Placed)[];
};

type Placed = { readonly place: number; readonly name: string };

/** In the order of the places. */
export function judgedInOrder(judged: JudgedTogether, runs: readonly ComparedRun[]): Judged {
  const inOrder = <T extends { readonly run: number }>(all: readonly T[]) =>
    runs.flatMap(({ run: { id, name } }, place) => {
      const own = all.find(({ run }) => run === id);
      return own === undefined ? [] : [{ ...own, place, name }];
    });
  return { ...judged, runs: inOrder(judged.runs), against: inOrder(judged.against) };
}
