/** A run file without its images: what it takes to carry a run out whose file is on the disk. With very many images that is next to nothing. */
import { z } from 'zod';
import { recipeSchema } from '../contract/recipe.ts';
import type { RunFile } from '../contract/runFile.ts';
import { sha256Schema } from '../contract/words.ts';

export const runFactsSchema = z.strictObject({
  name: z.string(),
  recipe: recipeSchema,
  seed: z.int(),
  classes: z.array(z.string()),
  dataSet: z.strictObject({ name: z.string(), hash: sha256Schema, root: z.string() }),
  subset: z.strictObject({ percent: z.number(), seed: z.int() }).nullable(),
  /** How many it trains on, masked copies that it takes beside them, and validation images. */
  counts: z.strictObject({ train: z.int(), maskedCopies: z.int(), val: z.int() }),
});
export type RunFacts = z.infer<typeof runFactsSchema>;

export function factsOf({ name, recipe, seed, classes, dataSet, subset, images: { train, val } }: RunFile): RunFacts {
  const maskedCopies = recipe.maskedCopies ? train.filter(({ mask }) => mask !== null).length : 0;
  return { name, recipe, seed, classes, dataSet, subset, counts: { train: train.length, maskedCopies, val: val.length } };
}
