/** `smearlab report STUDY` and `smearlab report RUN RUN …`: a finished study, or runs side by side, as a page and as a PDF that says the same. */
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
import { runsReport } from './reportedRuns.ts';

export type ReportOptions = { readonly library?: string; readonly study?: string; readonly out?: string };

export function addReportCommand(program: Command): void {
  program
    .command('report')
    .description(
      'Writes a report of a finished study, or of two to six runs side by side: report.html, which needs no other file, and report.pdf with the same on paper.',
    )
    .argument(
      '<what...>',
      "a study's output folder, or with --library its name; or runs, the baseline first: by name in the study, with --library also as STUDY/RUN",
    )
    .option('--library <dir>', 'the data folder of the library that the study or the runs are kept in')
    .option('--study <dir>', "of runs: their study's output folder", 'smearlab-study')
    .option('--out <dir>', "where to (default: the study's folder; of runs: smearlab-report)")
    .action(async (what: readonly string[], options: ReportOptions) => {
      for (const file of await writeReportFiles(what, options)) console.log(file);
    });
}

/**
 * @param what one study, or runs
 * @returns the page and the PDF
 * @throws SmearlabError wrong-usage for a study or a run that is not there, missing-file for a study without a report, disk-full, not-writable
 */
export async function writeReportFiles(what: readonly string[], options: ReportOptions): Promise<readonly [string, string]> {
  const [study = ''] = what;
  if (what.length > 1) return writeFiles(await runsReport(what, options), resolve(options.out ?? 'smearlab-report'));
  const { library, out } = options;
  const page = library === undefined ? outputFolder(resolve(study)).report : await reportInLibrary(study, resolve(library));
  return writeFiles(readPage(page), out === undefined ? dirname(page) : resolve(out), page);
}

/** @param page where the study itself left it: it stays as it is there */
async function writeFiles(html: string, folder: string, page?: string): Promise<readonly [string, string]> {
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
