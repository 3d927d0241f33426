/** Recipes kept by name. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import { type KeptRecipe, keptRecipeSchema, type SavedRecipe } from '../contract/training.ts';
import { jsonColumn, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

const rowSchema = z
  .object({ name: z.string(), content: jsonColumn(keptRecipeSchema), saved_at: z.string() })
  .transform(({ name, content, saved_at }): SavedRecipe => ({ name, content, savedAt: saved_at }));

/** In order of name. */
export function listRecipes(store: Store): SavedRecipe[] {
  return readAll(store, rowSchema, 'SELECT name, content, saved_at FROM recipes ORDER BY name');
}

/** @throws SmearlabError wrong-usage */
export function recipeCalled(store: Store, name: string): SavedRecipe {
  const found = readOne(store, rowSchema, 'SELECT name, content, saved_at FROM recipes WHERE name = ?', [name]);
  if (found === undefined) throw new SmearlabError('wrong-usage', `There is no recipe called ${name} any more.`);
  return found;
}

/** @throws SmearlabError already-there where the name stands for another one and is not to be replaced */
export function saveRecipe(store: Store, name: string, content: KeptRecipe, replace: boolean): SavedRecipe {
  return store.transaction(() => {
    if (!replace) assertFree(store, name);
    const sql = 'INSERT OR REPLACE INTO recipes (name, content, saved_at) VALUES (?, ?, ?)';
    write(store, sql, [name, JSON.stringify(content), new Date().toISOString()]);
    return recipeCalled(store, name);
  });
}

/** @throws SmearlabError wrong-usage, already-there */
export function renameRecipe(store: Store, name: string, as: string): SavedRecipe {
  return store.transaction(() => {
    recipeCalled(store, name);
    if (as !== name) assertFree(store, as);
    write(store, 'UPDATE recipes SET name = ? WHERE name = ?', [as, name]);
    return recipeCalled(store, as);
  });
}

/** @throws SmearlabError wrong-usage */
export function removeRecipe(store: Store, name: string): void {
  recipeCalled(store, name);
  write(store, 'DELETE FROM recipes WHERE name = ?', [name]);
}

function assertFree(store: Store, name: string): void {
  const known = readOne(store, z.object({ name: z.string() }), 'SELECT name FROM recipes WHERE name = ?', [name]);
  if (known !== undefined) throw new SmearlabError('already-there', `There is already a recipe called ${name}. Choose another name.`);
}
