/** The plan of the study: which runs there are, in which order, and the run file of each. Pure. */
import type { NetworkChoice, TrainingRecipe } from '../contract/recipe.ts';
import { type InputModel, RUN_FILE_FORMAT, type RunFile, type RunImage } from '../contract/runFile.ts';
import type { Arm, DataSetRole } from '../contract/words.ts';
import type { ImportedDataSet, LibraryImage } from '../library/dataSet.ts';
import { BEST_CHECKPOINT, LAST_CHECKPOINT } from '../training/checkpoint.ts';
import type { StudySettings } from './settings.ts';

export type PlannedRun = {
  readonly arm: Arm | 'pretraining';
  readonly role: DataSetRole;
  /** Per cent; null for the pre-training. */
  readonly percent: number | null;
  readonly runFile: RunFile;
  /** The ensemble's parts and their branches' weights (the encoder and CAM16 of branch c have no weight of their own). */
  readonly inputs: readonly { readonly part: InputModel['part']; readonly run: string; readonly weight: number | null }[];
};

export type StudyData = {
  readonly dataSets: Readonly<Record<DataSetRole, ImportedDataSet>>;
  /** Training images of each subset, by per cent. */
  readonly subsets: ReadonlyMap<number, readonly LibraryImage[]>;
};

/** First what is pre-trained, then for each subset plain, with masks, and the ensemble that stands on both. */
export function planStudy(settings: StudySettings, data: StudyData): PlannedRun[] {
  return [
    autoencoderRun(settings, data),
    cam16Run(settings, data),
    ...settings.subsets.flatMap((percent) => subsetRuns(settings, data, percent)),
  ];
}

function autoencoderRun(settings: StudySettings, { dataSets }: StudyData): PlannedRun {
  const { prcc } = dataSets;
  const recipe = recipeOf(settings, { name: 'autoencoder' }, settings.autoencoder, false);
  const images = { train: runImages(trainImages(prcc)), val: runImages(valImages(prcc)) };
  const runFile = runFileOf('autoencoder', settings, prcc, recipe, images, { classes: [], subset: null, inputs: [] });
  return { arm: 'pretraining', role: 'prcc', percent: null, runFile, inputs: [] };
}

function cam16Run(settings: StudySettings, { dataSets }: StudyData): PlannedRun {
  const { cam16 } = dataSets;
  const recipe = recipeOf(settings, { name: 'cam16' }, settings.cam16, true);
  const images = { train: runImages(trainImages(cam16)), val: runImages(valImages(cam16)) };
  const runFile = runFileOf('cam16', settings, cam16, recipe, images, { classes: cam16.classes, subset: null, inputs: [] });
  return { arm: 'pretraining', role: 'cam16', percent: null, runFile, inputs: [] };
}

function subsetRuns(settings: StudySettings, { dataSets, subsets }: StudyData, percent: number): PlannedRun[] {
  const { wbc } = dataSets;
  const images = { train: runImages(subsets.get(percent) ?? []), val: runImages(valImages(wbc)) };
  const subset = { percent, seed: settings.seed };
  const name = (arm: Arm) => `wbc-${percent}-${arm}`;
  const own = { classes: wbc.classes, subset, inputs: [] };
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

function runFileOf(
  name: string,
  settings: StudySettings,
  dataSet: ImportedDataSet,
  recipe: RunFile['recipe'],
  images: RunFile['images'],
  own: { readonly classes: readonly string[]; readonly subset: RunFile['subset']; readonly inputs: readonly InputModel[] },
): RunFile {
  return {
    format: RUN_FILE_FORMAT,
    name,
    recipe,
    seed: settings.seed,
    classes: [...own.classes],
    dataSet: { name: dataSet.name, hash: dataSet.hash, root: dataSet.root },
    subset: own.subset,
    inputs: [...own.inputs],
    images,
  };
}

function trainImages({ images }: ImportedDataSet): LibraryImage[] {
  return images.filter(({ split }) => split === 'train');
}

function valImages({ images }: ImportedDataSet): LibraryImage[] {
  return images.filter(({ split }) => split === 'val');
}

function runImages(images: readonly LibraryImage[]): RunImage[] {
  return images.map(({ sha256, path, class: className, mask }) => ({
    sha256,
    path,
    class: className,
    mask: mask === null ? null : { sha256: mask.sha256, path: mask.path },
  }));
}
