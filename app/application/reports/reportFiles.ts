/** Where reports lie in the data folder: `reports/`, one folder for each, named by when and of what it was made, so that a person finds it. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, SmearlabError, writeFailure } from '../../contract/failure.ts';
import type { ReportForm, WrittenReport } from '../../contract/reports.ts';
import { makeFolder, writeText } from '../../study/outputFolder.ts';
import { writeWholeFile } from '../../training/wholeFile.ts';

const reportsFolder = (root: string) => join(root, 'reports');

export type NewReport = { readonly of: string; readonly createdAt: Date; readonly html: string; readonly pdf: Uint8Array };

/**
 * Writes both files of a report, or neither.
 * @param root of the data folder
 * @throws SmearlabError `disk-full`, `not-writable`
 */
export function writeReport(root: string, { of, createdAt, html, pdf }: NewReport): WrittenReport {
  const parent = reportsFolder(root);
  try {
    makeFolder(parent);
  } catch (error) {
    throw writeFailure(error, parent);
  }
  const name = newFolder(parent, reportName(of, createdAt));
  const written = reportNamed(root, name);
  try {
    writeText(join(written.folder, written.html), html);
    writeWholeFile(join(written.folder, written.pdf), [pdf]);
    return written;
  } catch (error) {
    rmSync(written.folder, { recursive: true, force: true });
    throw error;
  }
}

/** What a report of this id is; no path is made of what was asked. @throws SmearlabError wrong-usage where there is none */
export function findReport(root: string, id: string): WrittenReport {
  const name = foldersIn(reportsFolder(root)).find((folder) => idOf(folder) === id);
  if (name === undefined) throw new SmearlabError('wrong-usage', 'This report is not there any more. Write it again.');
  return reportNamed(root, name);
}

export function reportFile({ folder, html, pdf }: WrittenReport, form: ReportForm): string {
  return join(folder, form === 'html' ? html : pdf);
}

const LONGEST = 60;

/** `2026-11-25-134205-wbc-10-plain`: in the order of time, and of nothing that a system refuses in a name. By the time of UTC, as the report says it. */
export function reportName(of: string, createdAt: Date): string {
  const moment = createdAt.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  const words = of
    .replaceAll(/[^\p{L}\p{N}._]+/gu, '-')
    .slice(0, LONGEST)
    .replaceAll(/^[.-]+|[.-]+$/g, '');
  return words === '' ? moment : `${moment}-${words}`;
}

/** Another report of the same second gets a number. @returns its name */
function newFolder(parent: string, name: string): string {
  for (let place = 1; ; place++) {
    const wanted = place === 1 ? name : `${name}-${place}`;
    try {
      mkdirSync(join(parent, wanted));
      return wanted;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw writeFailure(error, join(parent, wanted));
    }
  }
}

function reportNamed(root: string, name: string): WrittenReport {
  return { id: idOf(name), folder: join(reportsFolder(root), name), html: `${name}.html`, pdf: `${name}.pdf` };
}

function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // No report was written yet.
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
