/** The runs of an order for one network on one data set: one for each seed. Pure. */
import { SmearlabError } from '../../contract/failure.ts';
import { recipeSchema } from '../../contract/recipe.ts';
import type { RunFile } from '../../contract/runFile.ts';
import type { RunOrder } from '../../contract/training.ts';
import type { Arm } from '../../contract/words.ts';
import type { ImportedDataSet, LibraryImage } from '../../library/dataSet.ts';
import { makeRunFile, runImages, valImages } from '../makeRunFile.ts';
import type { PlannedRun } from '../plan.ts';

/** A finished run that an ensemble, or a network of its own kind, starts from. */
export type EarlierRun = {
  readonly id: number;
  readonly part: 'autoencoder' | 'cam16' | 'wbc';
  /** What it is called among the inputs. */
  readonly name: string;
  /** Its kept checkpoint, relative to the folder of a run. */
  readonly checkpoint: string;
};

export type OrderedData = {
  readonly dataSet: ImportedDataSet;
  /** Of the subset. */
  readonly train: readonly LibraryImage[];
  /** Null where all images are trained on, or a subset was drawn by counts. */
  readonly subset: RunFile['subset'];
  readonly inputs: readonly EarlierRun[];
  /** Where masks that were drawn or accepted lie. */
  readonly dataFolder: string;
};

/** @throws SmearlabError bad-recipe */
export function planRuns(order: RunOrder, data: OrderedData): PlannedRun[] {
  const { dataSet, train, subset, inputs, dataFolder } = data;
  const recipe = recipeOf(order);
  const classes = recipe.network.name === 'autoencoder' ? [] : dataSet.classes;
  const images = { train: runImages(train), val: runImages(valImages(dataSet.images)) };
  const models = inputs.map(({ part, name, checkpoint }) => ({ part, run: name, checkpoint }));
  return order.seeds.map((seed) => ({
    ...{ arm: armOf(order), role: null, percent: subset?.percent ?? null },
    runFile: makeRunFile({
      ...{ name: runName(order, seed), recipe, seed, classes, dataSet, subset, inputs: models, images, dataFolder },
    }),
    inputs: inputs.map(({ part, name }) => ({ part, run: name, weight: weightOf(order, part) })),
  }));
}

function recipeOf({ recipe: { network, imageSize, training }, maskedCopies }: RunOrder): RunFile['recipe'] {
  const loss = network.name === 'autoencoder' ? 'mse' : 'cross-entropy';
  const parsed = recipeSchema.safeParse({ network, imageSize, maskedCopies, loss, training });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new SmearlabError(
    'bad-recipe',
    `The recipe cannot be used for the ${network.name} network: ${issue?.message ?? 'it does not fit'}.`,
  );
}

function armOf({ recipe: { network }, maskedCopies }: RunOrder): Arm | 'pretraining' {
  if (network.name === 'ensemble') return 'ensemble';
  if (network.name === 'wbc') return maskedCopies ? 'masks' : 'plain';
  return 'pretraining';
}

/** The weight of the part's branch: a is CAM16's, b WBC's, c the autoencoder's. */
function weightOf({ recipe: { network } }: RunOrder, part: EarlierRun['part']): number | null {
  if (network.name !== 'ensemble') return null;
  const [a, b, c] = network.weights;
  return { cam16: a, wbc: b, autoencoder: c }[part];
}

/** What a person called it, as a file may be called on every system; with its seed where there are several. */
export function runName({ name, seeds, recipe }: Pick<RunOrder, 'name' | 'seeds' | 'recipe'>, seed: number): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '');
  const called = plain === '' ? recipe.network.name : plain;
  return seeds.length > 1 ? `${called}-seed-${seed}` : called;
}
