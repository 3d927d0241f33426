/** A study over data sets of the library: its runs are kept in the library's database, its files in the data folder. */
import { join } from 'node:path';
import { SmearlabError } from '../contract/failure.ts';
import type { StudyResult } from '../contract/studyResult.ts';
import type { Library } from '../library/library.ts';
import { finishedNetworks, interruptRunningRuns } from '../store/runs.ts';
import { addStudy, findStudyCalled, setStudySettings } from '../store/studies.ts';
import type { RunExecutor } from '../training/execution.ts';
import { assertRecipeFits } from '../training/recipeFit.ts';
import { carryOutStudy } from './carryOut.ts';
import { libraryData } from './libraryData.ts';
import { makeWritable, type OutputFolder, outputFolder } from './outputFolder.ts';
import { planStudy } from './plan.ts';
import { assertImageSize } from './runStudy.ts';
import { assertSameStudy, type StudySettings, studySettingsSchema } from './settings.ts';
import type { StudyListener } from './study.ts';

/** Where in a data folder a study, or a single run, leaves what it makes. @param root of the data folder */
export function studyFolder(root: string, studyId: number): OutputFolder {
  return outputFolder(join(root, 'studies', String(studyId)));
}

export type LibraryStudyRequest = {
  readonly library: Library;
  /** What the study is called in the library. */
  readonly name: string;
  readonly settings: StudySettings;
  readonly resume: boolean;
  readonly command: string;
  readonly executor: RunExecutor;
  readonly signal: AbortSignal;
};

/**
 * Runs or goes on with the study of this name. The caller holds the library.
 * @returns what it found and where it lies
 * @throws SmearlabError `already-there`, `other-study`, `stopped`, and what data, training and disk throw
 */
export async function runLibraryStudy(
  request: LibraryStudyRequest,
  listener: StudyListener,
): Promise<{ readonly result: StudyResult; readonly folder: OutputFolder }> {
  const { library, settings, name, command, executor, signal, resume } = request;
  const { store } = library;
  assertImageSize(settings);
  const known = knownStudy(request);
  const data = libraryData(library, settings);
  for (const sentence of data.warnings) listener.onNotice({ kind: 'warning', sentence });
  const plan = planStudy(settings, data);
  for (const { runFile } of plan) assertRecipeFits(runFile);
  const id = known ?? addStudy(store, JSON.stringify(settings), name);
  setStudySettings(store, id, JSON.stringify(settings));
  const folder = studyFolder(library.folder.root, id);
  makeWritable(folder);
  const carrying = { folder, resume, command, executor, signal, dataFolder: library.folder.root };
  return { result: await carryOutStudy(store, { id, settings, data, plan }, carrying, listener), folder };
}

function knownStudy({ library: { store, folder }, name, settings, resume }: LibraryStudyRequest): number | undefined {
  const known = findStudyCalled(store, name);
  if (known === undefined) return undefined;
  if (!resume) {
    const how = known.state === 'finished' ? 'finished' : 'not finished';
    throw new SmearlabError(
      'already-there',
      `The library already holds a study called ${name} (${how}). Add --resume to go on with it, or give this one another --name.`,
    );
  }
  const stored = studySettingsSchema.safeParse(JSON.parse(known.settings));
  if (!stored.success) throw new SmearlabError('already-there', `${name} is no whole study in this library. Choose another --name.`);
  assertSameStudy(stored.data, settings, folder.root, finishedNetworks(store, known.id), '--name');
  interruptRunningRuns(store);
  return known.id;
}
