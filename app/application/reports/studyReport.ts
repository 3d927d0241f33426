/** The report of a study of the data folder: the one that it left when it had finished, else its table as it is now. */
import { readFileSync } from 'node:fs';
import { errorCode, SmearlabError } from '../../contract/failure.ts';
import { listedRun } from '../../store/runList.ts';
import { listRuns } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import { listStudies } from '../../store/studies.ts';
import { studyFolder } from '../../study/libraryStudy.ts';
import { renderStudyTable } from '../../study/report/studyTable.ts';
import { studyComparison } from '../runs/studyComparison.ts';
import type { MadeReport } from './comparisonReport.ts';

/**
 * @param root of the data folder
 * @throws SmearlabError wrong-usage for a study that is not there, or has no finished run on a subset
 */
export function studyReport(store: Store, root: string, study: number, createdAt: Date): MadeReport {
  const known = listStudies(store).find(({ id }) => id === study);
  if (known === undefined) throw new SmearlabError('wrong-usage', 'This study is not there any more. Choose another one.');
  const of = known.name ?? `study ${study}`;
  const left = known.state === 'finished' ? reportLeft(studyFolder(root, study).report) : undefined;
  if (left !== undefined) return { of, html: left };
  const runs = listRuns(store, study).map(({ id }) => listedRun(store, id));
  return { of, html: renderStudyTable({ title: `Study ${known.name ?? study}`, createdAt, table: studyComparison(store, study), runs }) };
}

function reportLeft(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // A study of single orders leaves none, and one may have been taken away: what is known of it is reported all the same.
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new SmearlabError('missing-file', `The study's report ${file} cannot be read (${errorCode(error) ?? String(error)}).`, {
      ...{ file, cause: error },
    });
  }
}
