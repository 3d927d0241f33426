/** What is wrong with a library, found without changing it: each check is a function of its own that adds its findings. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, type FailureKind, SmearlabError } from '../contract/failure.ts';
import type { OnProgress } from '../contract/progress.ts';
import { type DataSetRow, listDataSets, warningsOf } from '../store/dataSets.ts';
import { doubleImages } from '../store/imageSummaries.ts';
import { eachImage, type ImageRow } from '../store/images.ts';
import type { Store } from '../store/store.ts';
import { listSubsets } from '../store/subsets.ts';
import { byName } from './dataSet.ts';
import { maskFile } from './drawnMasks.ts';
import { acrossFindings, picturesAcross } from './duplicates/acrossDataSets.ts';
import { findDuplicates } from './duplicates/findDuplicates.ts';
import { duplicateFindings } from './duplicates/findings.ts';
import { lookAtImages } from './duplicates/lookAtImages.ts';
import { bySeverity, type Finding } from './finding.ts';
import { counted, named } from './folded.ts';
import { contradictions, leakage } from './import/findings.ts';
import { importProgress } from './import/importProgress.ts';
import { type DataFolder, dataSetCalled, readingLibrary } from './library.ts';
import { readBytes } from './pixels.ts';
import { sparingMemory } from './sparingMemory.ts';

export type CheckOptions = {
  /** Of this data set alone, and of the library as a whole. */
  readonly dataSet?: string | undefined;
  /** Also reads every file, to find those that changed without their size or time changing. */
  readonly contents: boolean;
  /** Of looking at images that were not looked at before, and at files. */
  readonly onProgress?: OnProgress;
  readonly signal: AbortSignal;
};

type Checked = Omit<CheckOptions, 'dataSet'> & {
  readonly store: Store;
  readonly folder: DataFolder;
  readonly dataSets: readonly DataSetRow[];
};
type Check = (checked: Checked) => Promise<readonly Finding[]> | readonly Finding[];

/** In the order in which they are made. */
const CHECKS: readonly Check[] = [integrity, duplicates, importWarnings, files, drawnMasks, subsets];

/**
 * The gravest findings first. Nothing is changed but that images are looked at which were not yet.
 * @throws SmearlabError what opening the library throws, wrong-usage for an unknown data set, stopped
 */
export async function checkLibrary(root: string, options: CheckOptions): Promise<Finding[]> {
  await lookAtImages(root, options, options.onProgress ?? (() => undefined)).catch(unlessUnchangeable);
  return readLibraryFindings(root, options);
}

/** As `checkLibrary`, of images as far as they were looked at already: the library is only read. */
export function readLibraryFindings(root: string, options: CheckOptions): Promise<Finding[]> {
  return sparingMemory((collect) =>
    readingLibrary(root, async (store, folder) => {
      const dataSets = options.dataSet === undefined ? listDataSets(store) : [dataSetCalled(store, options.dataSet)];
      const findings: Finding[] = [];
      for (const check of CHECKS) {
        findings.push(...(await check({ ...options, store, folder, dataSets })));
        collect('garbage');
      }
      return bySeverity(findings);
    }),
  );
}

const UNCHANGEABLE: readonly FailureKind[] = ['in-use', 'not-writable', 'disk-full'];

/** Beside an import, say, the library is checked as far as it was looked at; which images were not is a finding. */
function unlessUnchangeable(error: unknown): void {
  if (!(error instanceof SmearlabError && UNCHANGEABLE.includes(error.kind))) throw error;
}

async function duplicates({ store, dataSets, signal }: Checked): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const dataSet of dataSets) findings.push(...duplicateFindings(dataSet.name, await findDuplicates(store, dataSet, signal)));
  return [...findings, ...acrossFindings(await picturesAcross(store, dataSets, signal))];
}

/** The whole of SQLite's own check; opening a store does the quick one. */
function integrity({ store }: Checked): Finding[] {
  const faults = store.database
    .prepare('PRAGMA integrity_check(10)')
    .pluck()
    .all()
    .map(String)
    .filter((line) => line !== 'ok');
  const lost = store.database.prepare('PRAGMA foreign_key_check').all().length;
  if (lost > 0) faults.push(`${lost} rows point at rows that are not there`);
  const sentence = `The database ${store.file} is damaged (${faults.join('; ')}). Put a backup in its place.`;
  return faults.length === 0 ? [] : [{ check: 'integrity', severity: 'serious', dataSet: null, sentence, files: [] }];
}

/** Not what the import said of the same file in two places: that is said by `duplicates`, as it is now. */
function importWarnings({ store, dataSets }: Checked): Finding[] {
  return dataSets.flatMap(({ id, name, hash }) => {
    const doubles = [...Map.groupBy(doubleImages(store, id), ({ sha256 }) => sha256).values()];
    const better = new Set([...leakage(doubles), ...contradictions(doubles)]);
    const warning = (sentence: string): Finding => ({ check: 'import', severity: 'warning', dataSet: name, sentence, files: [] });
    const said = warningsOf(store, id).filter((sentence) => !better.has(sentence));
    const unfinished = `The import of ${name} has not come to its end. Import it again: it goes on where it stood.`;
    return [...(hash === null ? [unfinished] : []), ...said].map(warning);
  });
}

async function files(checked: Checked): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const dataSet of checked.dataSets) findings.push(...(await filesOf(checked, dataSet)));
  return findings;
}

async function filesOf({ store, contents, signal, onProgress }: Checked, { id, name, root }: DataSetRow): Promise<Finding[]> {
  const missing: string[] = [];
  const changed: string[] = [];
  // Gathered first: nothing else may use the connection while rows are stepped through, and each file is waited for.
  const images = [...eachImage(store, id)].map(({ path, sha256, bytes, modified }) => ({ path, sha256, bytes, modified }));
  const progress = importProgress(`Checking ${name}`, images.length, onProgress ?? (() => undefined));
  for (const image of images) {
    progress.step();
    if (signal.aborted) throw new SmearlabError('stopped', 'The check was stopped; nothing was changed.');
    const state = await stateOf(join(root, image.path), image, contents);
    if (state === 'missing') missing.push(image.path);
    if (state === 'changed') changed.push(image.path);
  }
  const finding = (paths: string[], one: string, many: string, advice: string): Finding[] => {
    paths.sort(byName);
    const sentence = `${counted(paths.length, one, many)}: ${named(paths)}. ${advice}`;
    return paths.length === 0 ? [] : [{ check: 'files', severity: 'serious', dataSet: name, sentence, files: paths }];
  };
  return [
    ...finding(missing, 'file is missing', 'files are missing', 'Put them back, or have the folder scanned again.'),
    ...finding(
      changed,
      'file has changed since it was imported',
      'files have changed since they were imported',
      'Have the folder scanned again.',
    ),
  ];
}

type Known = Pick<ImageRow, 'sha256' | 'bytes' | 'modified'>;

async function stateOf(file: string, known: Known, contents: boolean): Promise<'same' | 'missing' | 'changed'> {
  try {
    const { size, mtimeMs } = await stat(file);
    if (size !== known.bytes || (known.modified !== null && mtimeMs !== known.modified)) return 'changed';
  } catch (error) {
    // A file that cannot be asked for is as good as missing; why is said by a re-scan.
    return errorCode(error) === undefined ? 'changed' : 'missing';
  }
  if (!contents) return 'same';
  const digest = createHash('sha256')
    .update(await readBytes(file))
    .digest('hex');
  return digest === known.sha256 ? 'same' : 'changed';
}

function drawnMasks({ store, folder, dataSets }: Checked): Finding[] {
  return dataSets.flatMap((dataSet) => {
    const lost: string[] = [];
    for (const { path, mask } of eachImage(store, dataSet.id)) {
      if (mask !== null && mask.origin !== 'lab' && !existsSync(maskFile(folder, dataSet, mask))) lost.push(path);
    }
    const sentence = `${counted(lost.length, 'drawn or accepted mask is', 'drawn or accepted masks are')} missing from the data folder: ${named(lost)}. Put the folder masks back from a backup.`;
    return lost.length === 0 ? [] : [{ check: 'masks', severity: 'serious', dataSet: dataSet.name, sentence, files: lost }];
  });
}

function subsets({ store, dataSets }: Checked): Finding[] {
  const all = dataSets.flatMap(({ id }) => listSubsets(store, id));
  return all.flatMap(({ name, dataSet, isCurrent }) => {
    const sentence = `The subset ${name} was drawn before the data set changed. Draw it again under another name, or with --replace.`;
    return isCurrent ? [] : [{ check: 'subsets', severity: 'warning', dataSet, sentence, files: [] }];
  });
}
