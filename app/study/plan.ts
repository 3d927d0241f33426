/** The plan of the study: which runs there are, in which order, and the run file of each. Pure. */
import type { NetworkChoice, TrainingRecipe } from '../contract/recipe.ts';
import type { InputModel, RunFile } from '../contract/runFile.ts';
import type { Arm, DataSetRole } from '../contract/words.ts';
import type { ImportedDataSet, LibraryImage } from '../library/dataSet.ts';
import { BEST_CHECKPOINT, LAST_CHECKPOINT } from '../training/checkpoint.ts';
import { makeRunFile, runImages, trainImages, valImages } from './makeRunFile.ts';
import { factsOf, type RunFacts } from './runFacts.ts';
import type { StudySettings } from './settings.ts';

/** @typeParam Of its run file, or what is left of it once that is on the disk */
export type PlannedRun<Of = RunFile> = {
  readonly arm: Arm | 'pretraining';
  /** Which of the study's data sets it is on; null for a run that belongs to no study. */
  readonly role: DataSetRole | null;
  /** Per cent; null for the pre-training, and for all images of a data set without a subset. */
  readonly percent: number | null;
  readonly runFile: Of;
  /** The ensemble's parts and their branches' weights (the encoder and CAM16 of branch c have no weight of their own). */
  readonly inputs: readonly { readonly part: InputModel['part']; readonly run: string; readonly weight: number | null }[];
};

/** Its run file is on the disk. */
export type CarriedRun = PlannedRun<RunFacts>;

export function carriedRun(planned: PlannedRun): CarriedRun {
  return { ...planned, runFile: factsOf(planned.runFile) };
}

export type StudyData = {
  readonly dataSets: Readonly<Record<DataSetRole, ImportedDataSet>>;
  /** Training images of each subset, by per cent. */
  readonly subsets: ReadonlyMap<number, readonly LibraryImage[]>;
  /** Where masks that were drawn or accepted lie; undefined where there can be none. */
  readonly dataFolder?: string | undefined;
};

/** First what is pre-trained, then for each subset plain, with masks, and the ensemble that stands on both. */
export function planStudy(settings: StudySettings, data: StudyData): PlannedRun[] {
  return [
    autoencoderRun(settings, data),
    cam16Run(settings, data),
    ...settings.subsets.flatMap((percent) => subsetRuns(settings, data, percent)),
  ];
}

function autoencoderRun(settings: StudySettings, { dataSets, dataFolder }: StudyData): PlannedRun {
  const { prcc } = dataSets;
  const recipe = recipeOf(settings, { name: 'autoencoder' }, settings.autoencoder, false);
  const images = { train: runImages(trainImages(prcc.images)), val: runImages(valImages(prcc.images)) };
  const runFile = runFileOf('autoencoder', settings, prcc, recipe, images, {
    ...{ classes: [], subset: null, inputs: [], dataFolder },
  });
  return { arm: 'pretraining', role: 'prcc', percent: null, runFile, inputs: [] };
}

function cam16Run(settings: StudySettings, { dataSets, dataFolder }: StudyData): PlannedRun {
  const { cam16 } = dataSets;
  const recipe = recipeOf(settings, { name: 'cam16' }, settings.cam16, true);
  const images = { train: runImages(trainImages(cam16.images)), val: runImages(valImages(cam16.images)) };
  const runFile = runFileOf('cam16', settings, cam16, recipe, images, {
    ...{ classes: cam16.classes, subset: null, inputs: [], dataFolder },
  });
  return { arm: 'pretraining', role: 'cam16', percent: null, runFile, inputs: [] };
}

function subsetRuns(settings: StudySettings, { dataSets, subsets, dataFolder }: StudyData, percent: number): PlannedRun[] {
  const { wbc } = dataSets;
  const images = { train: runImages(subsets.get(percent) ?? []), val: runImages(valImages(wbc.images)) };
  const subset = { percent, seed: settings.seed };
  const name = (arm: Arm) => `wbc-${percent}-${arm}`;
  const own = { classes: wbc.classes, subset, inputs: [], dataFolder };
  const { weights, fineTune, ...training } = settings.ensemble;
  const inputs: PlannedRun['inputs'] = [
    { part: 'autoencoder', run: 'autoencoder', weight: weights[2] },
    { part: 'cam16', run: 'cam16', weight: weights[0] },
    { part: 'wbc', run: name('masks'), weight: weights[1] },
  ];
  const ensembleRecipe = recipeOf(settings, { name: 'ensemble', weights, fineTune }, training, true);
  const run = (arm: Arm, runFile: RunFile, runInputs: PlannedRun['inputs']): PlannedRun => ({
    arm,
    role: 'wbc',
    percent,
    runFile,
    inputs: runInputs,
  });
  return [
    run('plain', runFileOf(name('plain'), settings, wbc, recipeOf(settings, { name: 'wbc' }, settings.wbc, false), images, own), []),
    run('masks', runFileOf(name('masks'), settings, wbc, recipeOf(settings, { name: 'wbc' }, settings.wbc, true), images, own), []),
    run(
      'ensemble',
      runFileOf(name('ensemble'), settings, wbc, ensembleRecipe, images, {
        ...own,
        inputs: inputs.map((input) => inputModel(settings, input)),
      }),
      inputs,
    ),
  ];
}

function recipeOf(settings: StudySettings, network: NetworkChoice, training: TrainingRecipe, maskedCopies: boolean): RunFile['recipe'] {
  return { network, imageSize: settings.imageSize, maskedCopies, loss: network.name === 'autoencoder' ? 'mse' : 'cross-entropy', training };
}

function inputModel(settings: StudySettings, { part, run }: PlannedRun['inputs'][number]): InputModel {
  const checkpoint = settings[part].keep === 'best' ? BEST_CHECKPOINT : LAST_CHECKPOINT;
  return { part, run, checkpoint: `../${run}/${checkpoint}` };
}

type Own = Pick<Parameters<typeof makeRunFile>[0], 'classes' | 'subset' | 'inputs' | 'dataFolder'>;

function runFileOf(
  name: string,
  settings: StudySettings,
  dataSet: ImportedDataSet,
  recipe: RunFile['recipe'],
  images: RunFile['images'],
  own: Own,
): RunFile {
  return makeRunFile({ name, recipe, seed: settings.seed, dataSet, images, ...own });
}
