/** The model that a slide is classified with: which weights, and what makes probabilities of what they say. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import { PRODUCT } from '../../contract/product.ts';
import type { PossibleModel, SlideModel } from '../../contract/slides.ts';
import { type ClassifyingRun, classifyingRuns } from '../../store/classifyingRuns.ts';
import { openStore, type Store } from '../../store/store.ts';
import { studyFolder } from '../../study/libraryStudy.ts';
import { outputFolder } from '../../study/outputFolder.ts';
import { keptCheckpointFile, runOfFolder } from '../../training/keptNetwork.ts';
import { assertCanClassify, calibrationOf } from './calibration.ts';

export type ModelSettings = {
  readonly testTimeAugmentation: boolean;
  /** null: the one chosen for the model. */
  readonly threshold: number | null;
};

/**
 * Of a run of a data folder. Where nothing was fitted for it yet, it is fitted, and not kept.
 * @param root of the data folder
 * @throws SmearlabError wrong-usage, missing-file where its folder is gone
 */
export function modelOfRun(store: Store, root: string, runId: number, settings: ModelSettings): SlideModel {
  assertCanClassify(store, runId);
  const [run] = classifyingRuns(store, runId);
  if (run === undefined) throw new SmearlabError('internal', 'A run that can classify was not found again.');
  return { ...modelFrom(store, run, studyFolder(root, run.studyId).runFolder(run.model.name), settings), run: runId };
}

/** @throws SmearlabError missing-file */
function modelFrom(
  store: Store,
  { model }: ClassifyingRun,
  folder: string,
  { testTimeAugmentation, threshold }: ModelSettings,
): SlideModel {
  const { name, network, classes, imageSize, dataSet } = model;
  const fitted = model.calibration ?? fittedNow(store, model, threshold);
  return {
    ...{ run: null, name, folder, network, classes: [...classes], imageSize, dataSet, checkpoint: checkpointHash(folder) },
    ...{ version: PRODUCT.version, temperature: fitted.temperature, threshold: threshold ?? fitted.threshold },
    ...{ targetError: threshold === null ? fitted.targetError : null, testTimeAugmentation },
  };
}

/** A run without validation images can be used where a person gives the threshold. @throws SmearlabError wrong-usage */
function fittedNow(
  store: Store,
  { run, validated }: ClassifyingRun['model'],
  threshold: number | null,
): Pick<SlideModel, 'temperature' | 'threshold' | 'targetError'> {
  if (validated === 0 && threshold !== null) return { temperature: 1, threshold, targetError: null };
  return calibrationOf(store, run, null);
}

function checkpointHash(folder: string): string {
  const run = runOfFolder(folder);
  const file = keptCheckpointFile(run, folder);
  if (!existsSync(file)) {
    throw new SmearlabError(
      'missing-file',
      `The network of the run ${run.name} is not there any more (${file}). Train it again, or choose another run.`,
      { file },
    );
  }
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** The runs of a study's output folder that can classify, the best first. @throws SmearlabError missing-file, and what opening a store throws */
export function modelsOfStudy(given: string): PossibleModel[] {
  return readingStudy(given, (store) => bestFirst(classifyingRuns(store)).map(({ model }) => ({ ...model, run: null })));
}

/** Of a study's output folder. @param name null: the best one @throws SmearlabError as `modelOfRun` */
export function modelOfStudy(given: string, name: string | null, settings: ModelSettings): SlideModel {
  return readingStudy(given, (store, folder) => {
    const runs = bestFirst(classifyingRuns(store));
    const run = name === null ? runs[0] : runs.find(({ model }) => model.name === name);
    if (run !== undefined) return modelFrom(store, run, folder.runFolder(run.model.name), settings);
    const names = runs.map(({ model }) => model.name).join(', ');
    const which = name === null || runs.length === 0 ? 'no finished run that can classify' : `no finished run ${name}; there are ${names}`;
    throw new SmearlabError('wrong-usage', `The study in ${folder.root} has ${which}.`);
  });
}

function readingStudy<T>(given: string, work: (store: Store, folder: ReturnType<typeof outputFolder>) => T): T {
  const folder = outputFolder(resolve(given));
  if (!existsSync(folder.database)) {
    throw new SmearlabError(
      'missing-file',
      `${folder.root} is no study's output folder: it holds no smearlab.db. Name the folder that smearlab study wrote.`,
      {
        file: folder.root,
      },
    );
  }
  const store = openStore(folder.database, { readonly: true });
  try {
    return work(store, folder);
  } finally {
    store.close();
  }
}

/**
 * By macro-F1 on the validation images, which are the same for all runs on cells; of equals the ensemble. What others only began with, such as the
 * network that tells tumour from tissue, is none of them.
 */
function bestFirst(runs: readonly ClassifyingRun[]): ClassifyingRun[] {
  const isEnsemble = ({ model }: ClassifyingRun) => (model.network === 'ensemble' ? 1 : 0);
  const score = ({ model }: ClassifyingRun) => model.macroF1 ?? -1;
  return runs
    .filter(({ arm }) => arm !== 'pretraining')
    .sort((a, b) => score(b) - score(a) || isEnsemble(b) - isEnsemble(a) || a.model.run - b.model.run);
}
