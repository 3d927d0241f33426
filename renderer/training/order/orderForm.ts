/** An order while it is put together: what is typed and chosen, and the order it says or what cannot be used. Pure. */
import { z } from 'zod';
import type { DeviceChoice } from '../../../app/contract/device.ts';
import { libraryNameSchema } from '../../../app/contract/library.ts';
import type { StudyRecipe } from '../../../app/contract/recipe.ts';
import {
  MOST_SEEDS,
  type PossibleInput,
  type RunRecipe,
  runInputSchema,
  type TrainedOn,
  type TrainingOrder,
} from '../../../app/contract/training.ts';
import type { DataSetRole, NetworkName } from '../../../app/contract/words.ts';
import { formOf, type RecipeForm, recipeOf, usualRecipe } from '../recipe/form.ts';
import { numberOf, numbersOf, wholeNumbersOf } from '../recipe/numbers.ts';
import { type StudyForms, studyFormsOf, studyRecipeOf } from '../recipe/studyForms.ts';

export const PARTS = runInputSchema.shape.part.options;
export type Part = (typeof PARTS)[number];

/** Numbers as they are typed. */
export type OrderForm = {
  readonly kind: TrainingOrder['kind'];
  readonly name: string;
  readonly trainedOn: TrainedOn['kind'];
  readonly percent: string;
  /** A saved one. */
  readonly subset: number | null;
  /** By which a subset in per cent, or those of a study, are drawn. */
  readonly drawSeed: string;
  readonly maskedCopies: boolean;
  readonly seeds: string;
  readonly device: DeviceChoice;
  readonly inputs: Readonly<Partial<Record<Part, number>>>;
  /** The run of its own kind that another network than an ensemble goes on with; null: it begins with new values. */
  readonly startsFrom: number | null;
  readonly recipe: RecipeForm;
  /** The name that the recipe was taken from; null: the study's own. */
  readonly recipeName: string | null;
  readonly dataSets: Readonly<Record<DataSetRole, number | null>>;
  readonly percents: string;
  readonly studyRecipe: StudyForms;
  readonly studyRecipeName: string | null;
};

export const FIRST_ORDER: OrderForm = {
  ...{ kind: 'run', name: '', trainedOn: 'whole', percent: '10', subset: null, drawSeed: '1', maskedCopies: false, seeds: '1' },
  ...{ device: 'auto', inputs: {}, startsFrom: null, recipe: formOf(usualRecipe('wbc')), recipeName: null },
  dataSets: { wbc: null, cam16: null, prcc: null },
  ...{ percents: '1, 10, 50, 100', studyRecipe: studyFormsOf({}), studyRecipeName: null },
};

export const ORDER_FIELDS = ['name', 'percent', 'subset', 'drawSeed', 'seeds', 'inputs', 'recipe', 'dataSets', 'percents'] as const;
export type OrderField = (typeof ORDER_FIELDS)[number];

export type AskedOrder = { readonly order: TrainingOrder } | { readonly wrong: readonly OrderField[] };

const seedSchema = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const percentSchema = z.number().positive().max(100);
const seedsSchema = z.array(seedSchema).min(1).max(MOST_SEEDS);
const percentsSchema = z.array(percentSchema).min(1).max(20);

/** @param offered the name where none is typed */
export function orderOf(form: OrderForm, dataSet: number, offered: string): AskedOrder {
  const name = (form.name.trim() === '' ? offered : form.name.trim()).normalize('NFC');
  const wrong: OrderField[] = libraryNameSchema.safeParse(name).success ? [] : ['name'];
  return form.kind === 'run' ? runOf(form, { dataSet, name, wrong }) : studyOf(form, { name, wrong });
}

type Given = { readonly name: string; readonly wrong: OrderField[] };

function runOf(form: OrderForm, { dataSet, name, wrong }: Given & { readonly dataSet: number }): AskedOrder {
  const trainedOn = trainedOnOf(form, wrong);
  const seeds = seedsSchema.safeParse([...new Set(wholeNumbersOf(form.seeds))]);
  if (!seeds.success) wrong.push('seeds');
  const { network } = form.recipe;
  const inputs = network === 'ensemble' ? PARTS.flatMap((part) => inputOf(form.inputs, part)) : startOf(form.startsFrom, network);
  if (network === 'ensemble' && inputs.length < PARTS.length) wrong.push('inputs');
  const asked = recipeOf(form.recipe);
  if ('wrong' in asked) wrong.push('recipe');
  if (wrong.length > 0 || trainedOn === undefined || !seeds.success || 'wrong' in asked) return { wrong };
  const { maskedCopies, device } = form;
  return { order: { kind: 'run', name, dataSet, trainedOn, maskedCopies, recipe: asked.recipe, seeds: seeds.data, inputs, device } };
}

function startOf(run: number | null, part: Part) {
  return run === null ? [] : [{ part, run }];
}

function inputOf(inputs: OrderForm['inputs'], part: Part) {
  const run = inputs[part];
  return run === undefined ? [] : [{ part, run }];
}

/** @param wrong what cannot be used is added to it */
function trainedOnOf(form: OrderForm, wrong: OrderField[]): TrainedOn | undefined {
  if (form.trainedOn === 'whole') return { kind: 'whole' };
  if (form.trainedOn === 'saved') {
    if (form.subset !== null) return { kind: 'saved', subset: form.subset };
    wrong.push('subset');
    return undefined;
  }
  const percent = percentSchema.safeParse(numberOf(form.percent));
  const seed = seedSchema.safeParse(numberOf(form.drawSeed));
  if (!percent.success) wrong.push('percent');
  if (!seed.success) wrong.push('drawSeed');
  return percent.success && seed.success ? { kind: 'percent', percent: percent.data, seed: seed.data } : undefined;
}

function studyOf(form: OrderForm, { name, wrong }: Given): AskedOrder {
  const { wbc, cam16, prcc } = form.dataSets;
  const subsets = percentsSchema.safeParse([...new Set(numbersOf(form.percents))]);
  const seed = seedSchema.safeParse(numberOf(form.drawSeed));
  const asked = studyRecipeOf(form.studyRecipe);
  if (wbc === null || cam16 === null || prcc === null) wrong.push('dataSets');
  if (!subsets.success) wrong.push('percents');
  if (!seed.success) wrong.push('drawSeed');
  if ('wrong' in asked) wrong.push('recipe');
  if (wrong.length > 0 || wbc === null || cam16 === null || prcc === null) return { wrong };
  if (!subsets.success || !seed.success || 'wrong' in asked) return { wrong };
  const { device } = form;
  const dataSets = { wbc, cam16, prcc };
  return { order: { kind: 'study', name, dataSets, subsets: subsets.data, seed: seed.data, recipe: asked.recipe, device } };
}

/** An order that was given before, to be given again, changed or not. */
export function formOfOrder(order: TrainingOrder): OrderForm {
  const { name, device } = order;
  if (order.kind === 'study') {
    const { dataSets, subsets, seed, recipe } = order;
    const drawSeed = String(seed);
    return {
      ...FIRST_ORDER,
      kind: 'study',
      name,
      device,
      dataSets,
      percents: subsets.join(', '),
      drawSeed,
      studyRecipe: studyFormsOf(recipe),
    };
  }
  const { trainedOn, maskedCopies, seeds, inputs, recipe } = order;
  return {
    ...{ ...FIRST_ORDER, name, device, maskedCopies, seeds: seeds.join(', '), trainedOn: trainedOn.kind, recipe: formOf(recipe) },
    ...(trainedOn.kind === 'percent' ? { percent: String(trainedOn.percent), drawSeed: String(trainedOn.seed) } : {}),
    ...(trainedOn.kind === 'saved' ? { subset: trainedOn.subset } : {}),
    ...(recipe.network.name === 'ensemble'
      ? { inputs: Object.fromEntries(inputs.map(({ part, run }) => [part, run])) }
      : { startsFrom: inputs[0]?.run ?? null }),
  };
}

/** Another network keeps what is set wherever it has it too; saved recipes are of one network. */
export function withNetwork(form: OrderForm, network: NetworkName): OrderForm {
  return { ...form, recipe: { ...form.recipe, network }, recipeName: null, startsFrom: null };
}

/** The chosen run to go on with, unless it is known not to be possible any more. @param possible undefined while it is asked for */
export function withStart(chosen: number | null, possible: readonly PossibleInput[] | undefined): number | null {
  return possible === undefined || possible.some(({ run }) => run === chosen) ? chosen : null;
}

/** The latest finished run for each part that none is chosen for, and none that is not possible any more. */
export function withInputs(chosen: OrderForm['inputs'], possible: readonly PossibleInput[]): OrderForm['inputs'] {
  const entries = PARTS.flatMap((part) => {
    const ofPart = possible.filter((input) => input.part === part);
    const kept = ofPart.find(({ run }) => run === chosen[part]) ?? ofPart[0];
    return kept === undefined ? [] : [[part, kept.run] as const];
  });
  return Object.fromEntries(entries);
}

type Offered = { readonly id: number; readonly name: string; readonly classes: readonly string[] };

/** What a data set looks like that may stand for one of the study's, where none is called so. */
const LOOKS: Readonly<Record<DataSetRole, (classes: number) => boolean>> = {
  wbc: (classes) => classes > 2,
  cam16: (classes) => classes === 2,
  prcc: (classes) => classes < 2,
};

/** The data sets of a study: those that were chosen and still are there, else the ones called so, else those that look so. */
export function withDataSets(chosen: OrderForm['dataSets'], dataSets: readonly Offered[]): OrderForm['dataSets'] {
  const offered = (role: DataSetRole) =>
    dataSets.find(({ id }) => id === chosen[role]) ??
    dataSets.find(({ name }) => name.toLowerCase().includes(role)) ??
    dataSets.find(({ classes }) => LOOKS[role](classes.length));
  return { wbc: offered('wbc')?.id ?? null, cam16: offered('cam16')?.id ?? null, prcc: offered('prcc')?.id ?? null };
}

/** A recipe of a saved name as the beginning of an order. */
export function withRunRecipe(form: OrderForm, recipe: RunRecipe, recipeName: string | null): OrderForm {
  return { ...form, recipe: formOf(recipe), recipeName };
}

export function withStudyRecipe(form: OrderForm, recipe: StudyRecipe, studyRecipeName: string | null): OrderForm {
  return { ...form, studyRecipe: studyFormsOf(recipe), studyRecipeName };
}
