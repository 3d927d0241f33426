/** Runs the whole study: data, every planned run, then the result, in one output folder that can be gone on with. */
import { SmearlabError } from '../contract/failure.ts';
import type { StudyResult } from '../contract/studyResult.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { lockFolder } from '../store/folderLock.ts';
import { finishedNetworks, interruptRunningRuns } from '../store/runs.ts';
import { openStore, type Store } from '../store/store.ts';
import { addStudy, findStudy, setStudySettings } from '../store/studies.ts';
import { assertRecipeFits } from '../training/recipeFit.ts';
import { carryOutStudy } from './carryOut.ts';
import { makeWritable } from './outputFolder.ts';
import { planStudy } from './plan.ts';
import { assertSameStudy, type StudySettings, studySettingsSchema } from './settings.ts';
import type { StudyListener, StudyRequest } from './study.ts';
import { prepareData } from './studyData.ts';

/**
 * Runs or goes on with the study of `folder`. Whatever happens, finished runs and epochs stay; the study's lock goes with the process.
 * @throws SmearlabError `in-use`, `already-there`, `other-study`, `stopped`, and what data, training and disk throw
 */
export async function runStudy(request: StudyRequest, listener: StudyListener): Promise<StudyResult> {
  const { folder, settings } = request;
  assertImageSize(settings);
  makeWritable(folder);
  const lock = lockFolder(folder.root);
  try {
    const store = openStore(folder.database);
    try {
      const stored = storedStudy(store, request);
      const data = await prepareData(store, request, listener);
      const plan = planStudy(settings, data);
      for (const { runFile } of plan) assertRecipeFits(runFile);
      const studyId = stored ?? addStudy(store, JSON.stringify(settings));
      setStudySettings(store, studyId, JSON.stringify(settings));
      return await carryOutStudy(store, { id: studyId, settings, data, plan }, request, listener);
    } finally {
      store.close();
    }
  } finally {
    lock.release();
  }
}

/** @throws SmearlabError `image-size` when one of the networks does not take images of this size */
export function assertImageSize({ imageSize, ensemble }: StudySettings): void {
  // The ensemble holds the other three, so what it takes they take.
  describeNetwork({ name: 'ensemble', weights: ensemble.weights, fineTune: ensemble.fineTune }, imageSize, 2);
}

/**
 * The study to go on with; undefined when the folder has none yet. A study is stored once its data could be imported and its recipes
 * fit them: a mistyped folder or layer leaves nothing behind that the corrected command would have to agree with.
 */
function storedStudy(store: Store, { folder, settings, resume }: StudyRequest): number | undefined {
  const stored = findStudy(store);
  if (stored === undefined) return undefined;
  if (!resume) {
    throw new SmearlabError(
      'already-there',
      `${folder.root} already holds a study (${stored.state === 'finished' ? 'finished' : 'not finished'}). Add --resume to go on with it, or choose another folder with --out.`,
      { file: folder.root },
    );
  }
  const known = studySettingsSchema.safeParse(JSON.parse(stored.settings));
  if (!known.success) {
    throw new SmearlabError('other-study', `${folder.root} holds no study, but something else such as a sweep. Choose another --out.`, {
      file: folder.root,
    });
  }
  assertSameStudy(known.data, settings, folder.root, finishedNetworks(store, stored.id));
  interruptRunningRuns(store);
  return stored.id;
}
