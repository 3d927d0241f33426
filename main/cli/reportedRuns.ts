/** Runs to report on, found by the names that were typed: in a study's output folder, or in a library. */
import { resolve } from 'node:path';
import { comparisonReport } from '../../app/application/reports/comparisonReport.ts';
import { SmearlabError } from '../../app/contract/failure.ts';
import { comparedRunsSchema, FEWEST_COMPARED, type ListedRun, MOST_COMPARED } from '../../app/contract/runs.ts';
import { readingLibrary } from '../../app/library/library.ts';
import { listAllRuns } from '../../app/store/runList.ts';
import { openStore, type Store } from '../../app/store/store.ts';
import { outputFolder } from '../../app/study/outputFolder.ts';

export type RunsPlace = { readonly library?: string; readonly study?: string };

/**
 * @param names the baseline first
 * @returns the report's page
 * @throws SmearlabError wrong-usage for a run that is not there or not the only one of its name, or is named twice
 */
export async function runsReport(names: readonly string[], { library, study = 'smearlab-study' }: RunsPlace): Promise<string> {
  if (library !== undefined) {
    const root = resolve(library);
    return readingLibrary(root, (store) => pageOf(store, names, `--library "${root}"`));
  }
  const root = resolve(study);
  const store = openStore(outputFolder(root).database, { readonly: true });
  try {
    return pageOf(store, names, `--study "${root}"`);
  } finally {
    store.close();
  }
}

function pageOf(store: Store, names: readonly string[], place: string): string {
  const all = listAllRuns(store);
  const runs = names.map((name) => runNamed(all, name).id);
  const [baseline = 0] = runs;
  if (!comparedRunsSchema.safeParse(runs).success) {
    throw new SmearlabError('wrong-usage', `A report is of ${FEWEST_COMPARED} to ${MOST_COMPARED} runs, each named once.`);
  }
  const command = (of: readonly string[]) => `smearlab report ${place} ${of.join(' ')}`;
  return comparisonReport(store, { runs, baseline, createdAt: new Date(), command }).html;
}

/**
 * `wbc-10-plain` where only one study has a run of this name, else `winter/wbc-10-plain` or, by the study's number, `3/wbc-10-plain`. Pure.
 * @throws SmearlabError wrong-usage
 */
export function runNamed(all: readonly ListedRun[], name: string): ListedRun {
  const ways = (run: ListedRun) => [
    run.name,
    `${run.study}/${run.name}`,
    ...(run.studyName === null ? [] : [`${run.studyName}/${run.name}`]),
  ];
  const found = all.filter((run) => ways(run).includes(name));
  const [run, another] = found;
  if (run !== undefined && another === undefined) return run;
  if (run !== undefined) {
    const full = found.map((one) => `${one.study}/${one.name}`).join(', ');
    throw new SmearlabError('wrong-usage', `Several studies have a run ${name}. Say which: ${full}.`);
  }
  const names = [...new Set(all.filter(({ state }) => state === 'finished').map((one) => one.name))].slice(0, 20);
  const there = names.length === 0 ? 'None is finished yet.' : `Finished are ${names.join(', ')}.`;
  throw new SmearlabError('wrong-usage', `There is no run ${name}. ${there}`);
}
