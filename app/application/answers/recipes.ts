/** Answers about recipes kept by name, and what they make of images. */
import type { trainingProcedures } from '../../contract/procedures/training.ts';
import type { SavedRecipe } from '../../contract/training.ts';
import { listRecipes, recipeCalled, removeRecipe, renameRecipe, saveRecipe } from '../../store/recipes.ts';
import type { Answers, Desk } from '../answer.ts';
import { augmentationPreview } from '../training/preview.ts';

type Recipes = Extract<keyof typeof trainingProcedures, `recipes.${string}`>;

export function recipesAnswers(desk: Desk): Answers<Recipes> {
  const { tell } = desk;
  const { store } = desk.library;
  const told = (saved: SavedRecipe) => {
    tell({ name: 'recipes' });
    return saved;
  };
  return {
    'recipes.list': () => listRecipes(store),
    'recipes.save': ({ name, content, replace }) => told(saveRecipe(store, name, content, replace)),
    'recipes.copy': ({ name, as }) => told(saveRecipe(store, as, recipeCalled(store, name).content, false)),
    'recipes.rename': ({ name, as }) => told(renameRecipe(store, name, as)),
    'recipes.remove': ({ name }) => {
      removeRecipe(store, name);
      tell({ name: 'recipes' });
      return {};
    },
    'recipes.preview': (input, { signal }) => augmentationPreview(desk, input, signal),
  };
}
