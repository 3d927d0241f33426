/** From an order to planned runs: the data of the library that it names, as they are at this moment. */
import { SmearlabError } from '../../contract/failure.ts';
import type { RunOrder, StudyOrder, TrainingOrder } from '../../contract/training.ts';
import { type ImportedDataSet, type LibraryImage, loadDataSet } from '../../library/dataSet.ts';
import type { LibraryData } from '../../library/library.ts';
import { drawSubset } from '../../library/subset.ts';
import { findPlaced } from '../../store/dataSets.ts';
import type { Store } from '../../store/store.ts';
import { listSubsets, subsetImageIds } from '../../store/subsets.ts';
import { classesOfRun, findRun } from '../../store/trainedRuns.ts';
import { assertRecipeFits } from '../../training/recipeFit.ts';
import { assertImages, labelled, libraryData, warningsOfData } from '../libraryData.ts';
import { trainImages } from '../makeRunFile.ts';
import { type PlannedRun, planStudy } from '../plan.ts';
import { assertImageSize } from '../runStudy.ts';
import { resolveRecipes, STUDY_DEFAULTS, type StudySettings } from '../settings.ts';
import { placesOf, type RunPlaces } from '../study.ts';
import { earlierRuns, isOfClasses } from './inputs.ts';
import { planRuns } from './planRuns.ts';

export type PlannedOrder = {
  readonly plan: readonly PlannedRun[];
  /** `subsetId`: null where it is trained on all, or on one of `subsets`. */
  readonly placeOf: RunPlaces['placeOf'];
  /** Drawn ones, which whoever writes the store is to keep before the runs are carried out. */
  readonly subsets: readonly DrawnSubset[];
  readonly earlierRuns: RunPlaces['earlierRuns'];
  readonly warnings: readonly string[];
  /** Of a study. */
  readonly settings: StudySettings | null;
};

/** A subset of the training images in per cent, by the ids of its images. */
export type DrawnSubset = { readonly dataSetId: number; readonly percent: number; readonly seed: number; readonly images: number[] };

/**
 * Changes nothing.
 * @throws SmearlabError wrong-usage, too-few-images, unknown-layout, bad-recipe, image-size, missing-file: why it cannot be carried out
 */
export function planOrder(library: LibraryData, order: TrainingOrder): PlannedOrder {
  const planned = order.kind === 'run' ? runsOf(library, order) : studyOf(library, order);
  for (const { runFile } of planned.plan) assertRecipeFits(runFile);
  return planned;
}

function studyOf(library: LibraryData, order: StudyOrder): PlannedOrder {
  const { store } = library;
  const called = (id: number) => ({ root: '', synthetic: false, called: wholeDataSet(store, id).name });
  const { wbc, cam16, prcc } = order.dataSets;
  const settings: StudySettings = {
    ...{ seed: order.seed, subsets: [...new Set(order.subsets)].sort((a, b) => a - b) },
    dataSets: { wbc: called(wbc), cam16: called(cam16), prcc: called(prcc) },
    ...resolveRecipes(order.recipe, { imageSize: undefined, epochs: undefined, batchSize: undefined }, STUDY_DEFAULTS),
  };
  assertImageSize(settings);
  const data = libraryData(library, settings, false);
  const subsets = [...data.subsets].map(([percent, images]) => drawn(data.dataSets.wbc, percent, order.seed, images));
  const { placeOf, earlierRuns } = placesOf(data);
  return { plan: planStudy(settings, data), placeOf, earlierRuns, subsets, warnings: data.warnings, settings };
}

function runsOf(library: LibraryData, order: RunOrder): PlannedOrder {
  const { store, folder } = library;
  const { network } = order.recipe;
  const whole = wholeDataSet(store, order.dataSet);
  const dataSet = network.name === 'autoencoder' ? whole : labelled(whole);
  assertImages(dataSet, 'train');
  if (network.name !== 'autoencoder') assertImages(dataSet, 'val');
  const inputs = earlierRuns(library, order, dataSet);
  const trained = trainedOn(store, dataSet, order);
  if (trained.train.length === 0) throw new SmearlabError('too-few-images', `The subset of ${dataSet.name} has no images to train on.`);
  const plan = planRuns(order, { dataSet, inputs, dataFolder: folder.root, ...trained });
  const noMasks = order.maskedCopies && trained.train.every(({ mask }) => mask === null);
  const maskWarnings = noMasks ? ['None of the images has a mask: it is trained on the same images as without masked copies.'] : [];
  return {
    plan,
    placeOf: () => ({ dataSetId: dataSet.id, subsetId: trained.subsetId }),
    earlierRuns: new Map(inputs.map(({ name, id }) => [name, id])),
    subsets: trained.drawn,
    warnings: [...warningsOfData(dataSet), ...trained.warnings, ...maskWarnings, ...newHeads(store, order, dataSet)],
    settings: null,
  };
}

/** A sentence where a network that goes on with a run of its own kind tells other classes apart than that. */
function newHeads(store: Store, { recipe, inputs }: RunOrder, { classes }: ImportedDataSet): string[] {
  if (recipe.network.name === 'ensemble' || recipe.network.name === 'autoencoder') return [];
  return inputs.flatMap(({ run: id }) => {
    const run = findRun(store, id);
    if (run === undefined || isOfClasses(store, run, classes)) return [];
    return [`The run ${run.name} tells apart ${classesOfRun(store, id).join(', ')}: its last layer is not taken over, but begins anew.`];
  });
}

type Trained = {
  readonly train: readonly LibraryImage[];
  readonly subset: { readonly percent: number; readonly seed: number } | null;
  readonly subsetId: number | null;
  readonly drawn: readonly DrawnSubset[];
  readonly warnings: readonly string[];
};

/** @throws SmearlabError wrong-usage for a subset that is gone, or of another data set */
function trainedOn(store: Store, dataSet: ImportedDataSet, { trainedOn: asked }: RunOrder): Trained {
  const all = trainImages(dataSet.images);
  if (asked.kind === 'whole') return { train: all, subset: null, subsetId: null, drawn: [], warnings: [] };
  if (asked.kind === 'percent') {
    const { percent, seed } = asked;
    const { images, warnings } = drawSubset(dataSet.images, percent, seed);
    return { train: images, subset: { percent, seed }, subsetId: null, drawn: [drawn(dataSet, percent, seed, images)], warnings };
  }
  const saved = listSubsets(store, dataSet.id).find(({ id }) => id === asked.subset);
  if (saved === undefined) throw new SmearlabError('wrong-usage', `${dataSet.name} has no such subset any more.`);
  const ids = new Set(subsetImageIds(store, saved.id));
  const { settings, seed, isCurrent, name } = saved;
  const train = all.filter(({ id }) => ids.has(id));
  const old = isCurrent
    ? []
    : [`The subset ${name} was drawn before ${dataSet.name} was changed; its ${train.length} images are trained on.`];
  const subset = settings.kind === 'percent' ? { percent: settings.percent, seed } : null;
  return { train, subset, subsetId: saved.id, drawn: [], warnings: old };
}

function drawn({ id }: ImportedDataSet, percent: number, seed: number, images: readonly LibraryImage[]): DrawnSubset {
  return { dataSetId: id, percent, seed, images: images.map((image) => image.id) };
}

function wholeDataSet(store: Store, id: number): ImportedDataSet {
  const placed = findPlaced(store, id);
  if (placed === undefined) throw new SmearlabError('wrong-usage', 'A data set of this order is not in the library any more.');
  const dataSet = loadDataSet(store, placed.name);
  if (dataSet !== undefined) return dataSet;
  throw new SmearlabError('wrong-usage', `The import of ${placed.name} has not come to its end. Scan it again first.`);
}
