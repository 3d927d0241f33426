/** The report of compared runs, read from the store: in a data folder, or in a study's output folder. */

import { findPlaced } from '../../store/dataSets.ts';
import { listedRun } from '../../store/runList.ts';
import { readRun } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import type { ComparedRun } from '../../study/report/comparison/input.ts';
import { renderComparison } from '../../study/report/comparison/page.ts';
import { compareChosen } from '../runs/compareChosen.ts';

export type ComparisonAsked = {
  readonly runs: readonly number[];
  readonly baseline: number;
  readonly createdAt: Date;
  /** The command line that makes the same report, of the runs as they are named in their studies, the baseline first. */
  readonly command: (runs: readonly string[]) => string;
};

export type MadeReport = {
  /** What it is of, for its name. */
  readonly of: string;
  readonly html: string;
};

/** @throws SmearlabError wrong-usage for a run that is not there, and for a baseline that is none of the runs */
export function comparisonReport(store: Store, { runs, baseline, createdAt, command }: ComparisonAsked): MadeReport {
  const comparison = compareChosen(store, runs, baseline);
  const compared = [baseline, ...runs.filter((run) => run !== baseline)].map((run) => comparedRun(store, run));
  const names = compared.map(({ run }) => run.name);
  const html = renderComparison({
    ...{ title: `Runs side by side: ${listed(names)}`, createdAt, comparison, runs: compared },
    command: command(compared.map(({ run }) => `${run.study}/${run.name}`)),
  });
  const [first = '', second = ''] = names;
  return { of: names.length === 2 ? `${first} and ${second}` : `${first} and ${names.length - 1} others`, html };
}

function comparedRun(store: Store, id: number): ComparedRun {
  const { versions, reportedEpoch, bestEpoch, dataSetId } = readRun(store, id);
  const root = findPlaced(store, dataSetId)?.root ?? 'no longer in the library';
  return { run: listedRun(store, id), root, versions: versions ?? {}, reportedEpoch, bestEpoch };
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
