/** The recipes of a whole study while they are edited: one for each network, of one image size. Pure. */
import { type StudyRecipe, studyRecipeSchema, trainingSchema } from '../../../app/contract/recipe.ts';
import { type NetworkName, networkNameSchema } from '../../../app/contract/words.ts';
import type { FieldId } from './fields.ts';
import { changed, formOf, type RecipeForm, recipeOf, takenFrom, usualRecipe } from './form.ts';

export type StudyForms = Readonly<Record<NetworkName, RecipeForm>>;

export function studyFormsOf(recipe: StudyRecipe): StudyForms {
  const form = (name: NetworkName): RecipeForm => {
    const usual = usualRecipe(name);
    const { weights, fineTune, ...training } = { weights: undefined, fineTune: undefined, ...recipe[name] };
    const network =
      usual.network.name === 'ensemble'
        ? { ...usual.network, weights: weights ?? usual.network.weights, fineTune: fineTune ?? usual.network.fineTune }
        : usual.network;
    return formOf({ network, imageSize: recipe.imageSize ?? usual.imageSize, training: trainingSchema.parse(withoutUndefined(training)) });
  };
  return { autoencoder: form('autoencoder'), cam16: form('cam16'), wbc: form('wbc'), ensemble: form('ensemble') };
}

function withoutUndefined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** Their image size is one for all. */
export function changedForms(forms: StudyForms, network: NetworkName, id: FieldId, text: string): StudyForms {
  const change = (name: NetworkName) => (name === network || id === 'imageSize' ? changed(forms[name], id, text) : forms[name]);
  return { autoencoder: change('autoencoder'), cam16: change('cam16'), wbc: change('wbc'), ensemble: change('ensemble') };
}

/** The forms with a field of one of them as another recipe of that network has it. */
export function takenIntoForms(forms: StudyForms, network: NetworkName, id: FieldId, other: RecipeForm): StudyForms {
  const taken = changedForms(forms, network, id, other.values[id]);
  return { ...taken, [network]: takenFrom(forms[network], id, other) };
}

export type AskedStudyRecipe =
  | { readonly recipe: StudyRecipe }
  | { readonly wrong: readonly { readonly network: NetworkName; readonly id: FieldId }[] };

/** Only what differs from the study is said. */
export function studyRecipeOf(forms: StudyForms): AskedStudyRecipe {
  const asked = networkNameSchema.options.map((network) => ({ network, said: recipeOf(forms[network]) }));
  const wrong = asked.flatMap(({ network, said }) => ('wrong' in said ? said.wrong.map((id) => ({ network, id })) : []));
  if (wrong.length > 0) return { wrong };
  const recipe: Record<string, unknown> = {};
  for (const { network, said } of asked) {
    if ('wrong' in said) continue;
    const usual = usualRecipe(network);
    const { name: _, ...choice } = said.recipe.network;
    const { name: __, ...usualChoice } = usual.network;
    const own = differing({ ...said.recipe.training, ...choice }, { ...usual.training, ...usualChoice });
    if (Object.keys(own).length > 0) recipe[network] = own;
    if (said.recipe.imageSize !== usual.imageSize) recipe['imageSize'] = said.recipe.imageSize;
  }
  return { recipe: studyRecipeSchema.parse(recipe) };
}

function differing(own: object, usual: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(own).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(usual, key))),
  );
}
