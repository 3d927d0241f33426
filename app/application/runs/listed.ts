/** Which runs a table shows, in which order. Pure. */
import type { ListedRun, RunFilter, RunOrder } from '../../contract/runs.ts';

export type RunSort = { readonly by: RunOrder; readonly descending: boolean };

/** The latest first where an order says nothing; runs without a value come last either way. */
export function listed(runs: readonly ListedRun[], filter: RunFilter, { by, descending }: RunSort): ListedRun[] {
  const direction = descending ? -1 : 1;
  return runs
    .filter((run) => isLetThrough(run, filter))
    .sort((a, b) => {
      const [first, second] = [sortValue(a, by), sortValue(b, by)];
      if (first === null || second === null) return Number(first === null) - Number(second === null) || b.id - a.id;
      return direction * compared(first, second) || b.id - a.id;
    });
}

function isLetThrough(run: ListedRun, { search, networks, states, tags, study }: RunFilter): boolean {
  if (study !== null && run.study !== study) return false;
  if (networks.length > 0 && !networks.includes(run.network)) return false;
  if (states.length > 0 && !states.includes(run.state)) return false;
  if (!tags.every((tag) => run.tags.includes(tag))) return false;
  const wanted = search.trim().toLocaleLowerCase().split(/\s+/);
  const text = [run.name, run.studyName ?? '', run.note, run.dataSet.name, subsetText(run), run.arm, run.network, ...run.tags]
    .join('\n')
    .toLocaleLowerCase();
  return wanted.every((word) => text.includes(word));
}

function subsetText({ subset }: ListedRun): string {
  return subset === null ? '' : (subset.name ?? `${subset.percent} %`);
}

function sortValue(run: ListedRun, by: RunOrder): string | number | null {
  switch (by) {
    case 'finished':
      return run.finishedAt;
    case 'name':
    case 'network':
    case 'state':
      return run[by];
    case 'dataSet':
      return run.dataSet.name;
    case 'subset':
      return run.subset === null ? 100 : run.subset.percent;
    case 'seed':
    case 'seconds':
      return run[by];
    case 'epochs':
      return run.epochs.done;
    case 'accuracy':
    case 'macroF1':
      return run.scores[by];
  }
}

/** Numbers in names by their value: wbc-2 before wbc-10. */
const collator = new Intl.Collator('en', { numeric: true });

function compared(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

export function tagsOf(runs: readonly ListedRun[]): string[] {
  return [...new Set(runs.flatMap(({ tags }) => tags))].sort(collator.compare);
}
