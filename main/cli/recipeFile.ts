/** Reads the JSON of `--recipe FILE`, or of a recipe that comes with Smearlab. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SmearlabError } from '../../app/contract/failure.ts';
import { type StudyRecipe, studyRecipeSchema } from '../../app/contract/recipe.ts';

/** `reference` is the study's own, what no recipe at all means as well. */
const NAMED: Readonly<Record<string, () => StudyRecipe>> = {
  reference: () => ({}),
  best: () => readFile(fileURLToPath(new URL('../../resources/recipes/best.json', import.meta.url))),
};

/**
 * @param name of a recipe that comes with Smearlab, or a file; one of such a name is meant by `./best`
 * @throws SmearlabError `bad-recipe`, naming the file, the key and what is wrong with it
 */
export function readRecipeFile(name: string): StudyRecipe {
  return Object.hasOwn(NAMED, name) ? (NAMED[name]?.() ?? {}) : readFile(name);
}

function readFile(file: string): StudyRecipe {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SmearlabError(
      'bad-recipe',
      `The recipe ${file} cannot be read as JSON: ${message}. Give a file, or one of ${Object.keys(NAMED).join(', ')}.`,
      { file, cause: error },
    );
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
