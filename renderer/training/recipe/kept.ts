/** What is kept under a name, beside what is being edited. Pure. */
import type { KeptRecipe, SavedRecipe } from '../../../app/contract/training.ts';
import type { NetworkName } from '../../../app/contract/words.ts';
import type { OrderForm } from '../order/orderForm.ts';
import { formOf, type RecipeForm, recipeOf, usualRecipe } from './form.ts';
import { studyFormsOf, studyRecipeOf } from './studyForms.ts';

/** The study's own recipe for what is ordered. */
export function keptOf(form: OrderForm): KeptRecipe {
  return form.kind === 'run' ? { kind: 'run', recipe: usualRecipe(form.recipe.network) } : { kind: 'study', recipe: {} };
}

/** What would be kept; null where a field cannot be used. */
export function contentOf(form: OrderForm): KeptRecipe | null {
  if (form.kind === 'run') {
    const asked = recipeOf(form.recipe);
    return 'recipe' in asked ? { kind: 'run', recipe: asked.recipe } : null;
  }
  const asked = studyRecipeOf(form.studyRecipe);
  return 'recipe' in asked ? { kind: 'study', recipe: asked.recipe } : null;
}

export type RecipesFor = {
  /** Those that fit what is ordered: for one network, or for a study. */
  readonly offered: readonly SavedRecipe[];
  /** The name that the one being edited was taken from, where it still is there. */
  readonly taken: string | null;
  /** Whether it is still as it is kept. */
  readonly isUsed: boolean;
  /** Whether it is the study's own. */
  readonly isUsual: boolean;
  readonly content: KeptRecipe | null;
};

export function recipesFor(form: OrderForm, list: readonly SavedRecipe[]): RecipesFor {
  const offered = list.filter(({ content }) =>
    content.kind === 'run' ? form.kind === 'run' && content.recipe.network.name === form.recipe.network : form.kind === 'study',
  );
  const name = form.kind === 'run' ? form.recipeName : form.studyRecipeName;
  const taken = offered.find((saved) => saved.name === name);
  const content = contentOf(form);
  const isTheSame = (kept: KeptRecipe | undefined) => JSON.stringify(kept) === JSON.stringify(content);
  return { offered, taken: taken?.name ?? null, content, isUsed: isTheSame(taken?.content), isUsual: isTheSame(keptOf(form)) };
}

/** A recipe that the one being edited is held against. `name` is null for the study's own. */
export type Against = { readonly name: string | null; readonly form: RecipeForm };

/** @param offered those that fit what is ordered @param network which of a study's recipes is looked at @param name the chosen one */
export function heldAgainst(offered: readonly SavedRecipe[], network: NetworkName, name: string | null): Against {
  const content = offered.find((saved) => saved.name === name)?.content;
  if (content === undefined) return { name: null, form: formOf(usualRecipe(network)) };
  return { name, form: content.kind === 'run' ? formOf(content.recipe) : studyFormsOf(content.recipe)[network] };
}
