/** What the unequal sizes of the classes do to a training: class weights, priors and how often each image is drawn. Pure. */
import { SmearlabError } from '../contract/failure.ts';
import type { CrossEntropyRecipe, Sampling } from '../contract/learning.ts';
import type { Example } from './examples.ts';

/** How many training examples each class has, masked copies included, in class order. */
export function classCounts(examples: readonly Example[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const { label } of examples) if (label !== null) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/**
 * A weight per class; only their proportions matter, because a batch's loss is divided by the weights of its images. `balanced` is
 * scikit-learn's n / (classes · count), and 0 for a class without examples.
 * @throws SmearlabError `bad-recipe` when a class is named that the run does not have
 */
export function classWeightsOf(
  recipe: CrossEntropyRecipe['classWeights'],
  counts: readonly number[],
  classes: readonly string[],
): readonly number[] {
  if (recipe === 'none') return classes.map(() => 1);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (recipe === 'balanced') return counts.map((count) => (count === 0 ? 0 : total / (classes.length * count)));
  const named = new Map(Object.entries(recipe));
  const unknown = [...named.keys()].find((name) => !classes.includes(name));
  if (unknown !== undefined) {
    throw new SmearlabError(
      'bad-recipe',
      `The recipe gives a class weight for ${unknown}, but the data set has no such class. Its classes are ${classes.join(', ')}.`,
    );
  }
  return classes.map((name) => named.get(name) ?? 1);
}

/** τ · log prior of each class (Menon et al., 2021); a class without examples counts as having one, for its logarithm would be −∞. */
export function logitOffsetOf(tau: number, counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => tau * Math.log(Math.max(count, 1) / Math.max(total, 1)));
}

/** How often each example is drawn beside the others; undefined where each is taken once. */
export function drawingWeights(sampling: Sampling, examples: readonly Example[], classes: number): readonly number[] | undefined {
  if (sampling === 'none') return undefined;
  const counts = classCounts(examples, classes);
  return examples.map(({ label }) => {
    const count = (label === null ? undefined : counts[label]) ?? 1;
    return sampling === 'balanced' ? 1 / count : 1 / Math.sqrt(count);
  });
}
