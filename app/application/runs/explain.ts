/** The files that an explanation needs: the folder of a finished run, and an image. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import type { Library } from '../../library/library.ts';
import { runGone } from '../../store/runList.ts';
import { findRun } from '../../store/trainedRuns.ts';
import { studyFolder } from '../../study/libraryStudy.ts';
import type { ExplainRequest } from '../../training/explanation/explaining.ts';
import { imageWithId, placeWithId } from '../dataSets.ts';

/** @throws SmearlabError wrong-usage for a run or an image that is not there, and for a run that is not finished; missing-file for one whose folder is gone */
export function filesOf({ store, folder }: Library, runId: number, imageId: number): Pick<ExplainRequest, 'folder' | 'image'> {
  const run = findRun(store, runId);
  if (run === undefined) throw runGone();
  if (run.state !== 'finished') {
    throw new SmearlabError('wrong-usage', `The run ${run.name} is not finished, so there is no network yet to look into.`);
  }
  const image = imageWithId(store, imageId);
  const { root } = placeWithId(store, image.dataSetId);
  const runFolder = studyFolder(folder.root, run.studyId).runFolder(run.name);
  if (!existsSync(runFolder)) {
    throw new SmearlabError(
      'missing-file',
      `The folder of the run ${run.name} is not there any more, and its network with it. Train it again.`,
      {
        file: runFolder,
      },
    );
  }
  return { folder: runFolder, image: join(root, image.path) };
}
