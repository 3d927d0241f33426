/** `smearlab report STUDY`: the report of a finished study, as the page it left and as a PDF that says the same. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { errorCode, SmearlabError } from '../../app/contract/failure.ts';
import { readingLibrary } from '../../app/library/library.ts';
import { findStudyCalled, listStudies } from '../../app/store/studies.ts';
import { studyFolder } from '../../app/study/libraryStudy.ts';
import { makeFolder, outputFolder, writeText } from '../../app/study/outputFolder.ts';
import { reportPdf } from '../../app/study/report/paper/reportPdf.ts';
import { writeWholeFile } from '../../app/training/wholeFile.ts';

export type ReportOptions = { readonly library?: string; readonly out?: string };

export function addReportCommand(program: Command): void {
  program
    .command('report')
    .description("Writes a finished study's report: report.html, which needs no other file, and report.pdf with the same on paper.")
    .argument('<study>', "a study's output folder, or with --library its name")
    .option('--library <dir>', 'the data folder of the library that the study is kept in')
    .option('--out <dir>', "where to (default: the study's folder)")
    .action(async (study: string, options: ReportOptions) => {
      for (const file of await writeReportFiles(study, options)) console.log(file);
    });
}

/**
 * @returns the page and the PDF
 * @throws SmearlabError wrong-usage for a study that is not there, missing-file for one without a report, disk-full, not-writable
 */
export async function writeReportFiles(study: string, { library, out }: ReportOptions): Promise<readonly [string, string]> {
  const page = library === undefined ? outputFolder(resolve(study)).report : await reportInLibrary(study, resolve(library));
  const html = readPage(page);
  const folder = out === undefined ? dirname(page) : resolve(out);
  const files = [join(folder, 'report.html'), join(folder, 'report.pdf')] as const;
  const pdf = await reportPdf(html);
  if (files[0] !== page) {
    makeFolder(folder);
    writeText(files[0], html);
  }
  writeWholeFile(files[1], [pdf]);
  return files;
}

function reportInLibrary(name: string, root: string): Promise<string> {
  return readingLibrary(root, (store) => {
    const study = findStudyCalled(store, name);
    if (study !== undefined) return studyFolder(root, study.id).report;
    const names = listStudies(store).flatMap((known) => known.name ?? []);
    const there = names.length === 0 ? 'It has none yet.' : `It has ${names.join(', ')}.`;
    throw new SmearlabError('wrong-usage', `The library ${root} has no study ${name}. ${there}`);
  });
}

function readPage(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = errorCode(error) ?? String(error);
    throw new SmearlabError(
      'missing-file',
      `${dirname(file)} holds no report that can be read (${why}). A study writes it when it has finished: go on with it by --resume.`,
      { file, cause: error },
    );
  }
}
