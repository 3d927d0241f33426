/** A recipe while it is edited, and back: what is typed by field, and the recipe it says or which fields cannot be used. Pure. */
import { augmentationSchema, mixupSchema } from '../../../app/contract/augmentation.ts';
import { movingAverageSchema, optimizerSchema, scheduleSchema } from '../../../app/contract/learning.ts';
import { type NetworkChoice, networkChoiceSchema, trainingSchema } from '../../../app/contract/recipe.ts';
import { type RunRecipe, runRecipeSchema } from '../../../app/contract/training.ts';
import type { NetworkName } from '../../../app/contract/words.ts';
import { FIELD_IDS, FIELDS, type FieldId, isThere, type Values } from './fields.ts';
import { numberOf } from './numbers.ts';

export type RecipeForm = {
  readonly network: NetworkName;
  readonly values: Values;
  /** By class, where classes have weights of their own. */
  readonly classWeights: Readonly<Record<string, string>>;
};

/** The side of the network's input in the study, in pixels. */
const STUDY_SIDE = 96;

/** The study's own recipe for a network. */
export function usualRecipe(name: NetworkName): RunRecipe {
  return { network: usualNetwork(name), imageSize: STUDY_SIDE, training: trainingSchema.parse({}) };
}

function usualNetwork(name: NetworkName): NetworkChoice {
  return networkChoiceSchema.parse({ name });
}

/** What a switch brings in, or a choice that asks for more, where nothing else was said. */
const FULL = {
  network: usualNetwork('ensemble'),
  imageSize: STUDY_SIDE,
  training: {
    ...trainingSchema.parse({}),
    earlyStopping: { patience: 5 },
    optimizer: { ...optimizerSchema.parse({ kind: 'sgd' }), ...optimizerSchema.parse({ kind: 'adam' }) },
    schedule: { everyEpochs: 5, ...scheduleSchema.parse({ kind: 'plateau' }), ...scheduleSchema.parse({ kind: 'constant' }) },
    movingAverage: movingAverageSchema.parse({}),
    augmentation: augmentationSchema.parse({}),
    mixup: mixupSchema.parse({}),
  },
};

function at(object: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), object);
}

function textOf(id: FieldId, value: unknown): string {
  const { kind } = FIELDS[id];
  if (kind === 'switch') return value === null ? 'off' : 'on';
  if (kind === 'flag') return value === true ? 'on' : 'off';
  if (kind === 'weights') return typeof value === 'object' ? 'own' : String(value);
  if (Array.isArray(value)) return value.join(', ');
  return value === null ? '' : String(value);
}

export function formOf(recipe: RunRecipe): RecipeForm {
  const entries = FIELD_IDS.map((id): [FieldId, string] => {
    const own = at(recipe, FIELDS[id].path);
    return [id, textOf(id, own === undefined ? at(FULL, FIELDS[id].path) : own)];
  });
  const weights = recipe.training.crossEntropy.classWeights;
  return {
    network: recipe.network.name,
    values: Object.fromEntries(entries) as Values,
    classWeights:
      typeof weights === 'string' ? {} : Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, String(weight)])),
  };
}

/** The fields that are there, in their order. */
export function fieldsOf({ network, values }: RecipeForm): FieldId[] {
  return FIELD_IDS.filter((id) => isThere(id, network, values));
}

/** The form after a field was changed; another optimizer or schedule comes with its own numbers. */
export function changed(form: RecipeForm, id: FieldId, text: string): RecipeForm {
  const values = { ...form.values, [id]: text };
  if (text === form.values[id] || (id !== 'optimizer' && id !== 'schedule')) return { ...form, values };
  const own: unknown =
    id === 'optimizer'
      ? { training: { optimizer: optimizerSchema.parse({ kind: text }) } }
      : { training: { schedule: scheduleSchema.parse({ kind: text, ...(text === 'step' ? { everyEpochs: 5 } : {}) }) } };
  const brought = FIELD_IDS.filter((other) => other !== id && at(own, FIELDS[other].path) !== undefined);
  return {
    ...form,
    values: { ...values, ...Object.fromEntries(brought.map((other) => [other, textOf(other, at(own, FIELDS[other].path))])) },
  };
}

/** What a field says, as the recipe has it; NaN where a number is needed and none is typed. */
function saidBy(form: RecipeForm, id: FieldId): unknown {
  const text = form.values[id];
  switch (FIELDS[id].kind) {
    case 'whole':
    case 'number':
      return numberOf(text);
    case 'optional':
      return text.trim() === '' ? null : numberOf(text);
    case 'choice':
      return text;
    case 'flag':
      return text === 'on';
    case 'switch':
      return text === 'on' ? {} : null;
    case 'names':
      return text.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
    case 'weights':
      return text === 'own' ? ownWeights(form.classWeights) : text;
  }
}

/** 1 is what a class has that is not named. */
function ownWeights(weights: RecipeForm['classWeights']): Record<string, number> {
  const typed = Object.entries(weights).filter(([, text]) => text.trim() !== '');
  return Object.fromEntries(typed.map(([name, text]) => [name, numberOf(text)]));
}

function put(object: object, path: readonly (string | number)[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    Reflect.set(object, key, value);
    return;
  }
  const inner: unknown = Reflect.get(object, key);
  const next: object = typeof inner === 'object' && inner !== null ? inner : typeof rest[0] === 'number' ? [] : {};
  Reflect.set(object, key, next);
  put(next, rest, value);
}

export type AskedRecipe = { readonly recipe: RunRecipe } | { readonly wrong: readonly FieldId[] };

/** The recipe that is typed, or the fields that cannot be used. */
export function recipeOf(form: RecipeForm): AskedRecipe {
  const said = { network: { name: form.network }, training: {} };
  const fields = fieldsOf(form);
  for (const id of fields) put(said, FIELDS[id].path, saidBy(form, id));
  const parsed = runRecipeSchema.safeParse(said);
  if (parsed.success) return { recipe: parsed.data };
  const wrong = new Set(parsed.error.issues.map(({ path }) => fieldAt(path, fields)));
  return { wrong: fields.filter((id) => wrong.has(id)) };
}

/** What contradicts within a group is laid at the door of one of its fields. */
const OF_GROUPS: Readonly<Record<string, FieldId>> = { 'training.optimizer': 'momentum', 'network.weights': 'weightA' };

function fieldAt(path: readonly PropertyKey[], fields: readonly FieldId[]): FieldId {
  const known = OF_GROUPS[path.map(String).join('.')];
  if (known !== undefined) return known;
  const isWithin = (id: FieldId) => FIELDS[id].path.length > 0 && FIELDS[id].path.every((key, place) => path[place] === key);
  return fields.findLast(isWithin) ?? 'imageSize';
}

/** Whether two forms say the same recipe, however it is typed. */
export function saysTheSame(one: RecipeForm, other: RecipeForm): boolean {
  const [first, second] = [recipeOf(one), recipeOf(other)];
  return 'recipe' in first && 'recipe' in second && canonical(first.recipe) === canonical(second.recipe);
}

function canonical(recipe: RunRecipe): string {
  return JSON.stringify(runRecipeSchema.parse(recipe));
}

export type Difference = { readonly id: FieldId; readonly usual: string };

/** The fields that say something else than another recipe of the network does, the study's own where none is given, in their order. */
export function differencesOf(form: RecipeForm, other: RecipeForm = formOf(usualRecipe(form.network))): Difference[] {
  return fieldsOf(form).flatMap((id) =>
    JSON.stringify(saidBy(form, id)) === JSON.stringify(saidBy(other, id)) ? [] : [{ id, usual: other.values[id] }],
  );
}

/** The form with a field as the other recipe has it. */
export function takenFrom(form: RecipeForm, id: FieldId, other: RecipeForm): RecipeForm {
  const taken = changed(form, id, other.values[id]);
  return id === 'classWeights' ? { ...taken, classWeights: other.classWeights } : taken;
}
