/** A finished run that can classify: its row with predictions, and its folder with a network at its initial values. */
import type { Store } from '../../store/store.ts';
import { addStudy } from '../../store/studies.ts';
import { findRun } from '../../store/trainedRuns.ts';
import { studyFolder } from '../../study/libraryStudy.ts';
import { makeRunFolder } from '../../training/explanation/runFolder.fixture.ts';
import { madeRun } from '../runs/madeRuns.fixture.ts';

/** @param root of the data folder @returns the run's id */
export function madeModel(store: Store, root: string, dataSetId: number, classes: readonly string[], name = 'model'): number {
  const studyId = addStudy(store, '{}', null);
  const run = madeRun(store, { studyId, dataSetId, name, skill: 2, subset: null, epochs: 2 });
  makeRunFolder(studyFolder(root, findRun(store, run)?.studyId ?? 0).runFolder(name), { classes, size: 32 });
  return run;
}
