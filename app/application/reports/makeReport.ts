/** Makes a report and writes it into the data folder, as a page and as a PDF that says the same. */
import type { Reported, WrittenReport } from '../../contract/reports.ts';
import { readingOpenLibrary } from '../../library/library.ts';
import { reportPdf } from '../../study/report/paper/reportPdf.ts';
import { comparisonReport } from './comparisonReport.ts';
import { writeReport } from './reportFiles.ts';
import { studyReport } from './studyReport.ts';

/**
 * @param root of the data folder
 * @throws SmearlabError wrong-usage for runs and studies that are not there; disk-full, not-writable
 */
export async function makeReport(root: string, reported: Reported): Promise<WrittenReport> {
  const createdAt = new Date();
  const command = (runs: readonly string[]) => `smearlab report --library "${root}" ${runs.join(' ')}`;
  const { of, html } = await readingOpenLibrary(root, (store) =>
    reported.kind === 'study'
      ? studyReport(store, root, reported.study, createdAt)
      : comparisonReport(store, { ...reported, createdAt, command }),
  );
  return writeReport(root, { of, createdAt, html, pdf: await reportPdf(html) });
}
