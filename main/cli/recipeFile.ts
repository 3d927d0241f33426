/** Reads the JSON of `--recipe FILE`. */
import { readFileSync } from 'node:fs';
import { SmearlabError } from '../../app/contract/failure.ts';
import { type StudyRecipe, studyRecipeSchema } from '../../app/contract/recipe.ts';

/** @throws SmearlabError `bad-recipe`, naming the file, the key and what is wrong with it */
export function readRecipeFile(file: string): StudyRecipe {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SmearlabError('bad-recipe', `The recipe ${file} cannot be read as JSON: ${message}.`, { file, cause: error });
  }
  const parsed = studyRecipeSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.length === 0 ? 'the recipe' : path.join('.')}: ${message}`);
  throw new SmearlabError(
    'bad-recipe',
    `The recipe ${file} does not hold what a recipe holds. ${issues.join('; ')}. docs/recipes.md lists all keys.`,
    { file },
  );
}
