/** The optimizer that a recipe asks for. */
import type { OptimizerRecipe } from '../contract/learning.ts';
import { createAdam } from './adam.ts';
import type { Range } from './layout.ts';
import type { Optimizer, OptimizerState } from './optimizer.ts';
import { createSgd } from './sgd.ts';

/**
 * @param size length of the parameter vector
 * @param ranges what of it is trained; the rest is never touched
 * @param state what an earlier optimizer of this recipe left, to go on exactly from there; it is copied
 */
export function createOptimizer(recipe: OptimizerRecipe, size: number, ranges: readonly Range[], state?: OptimizerState): Optimizer {
  switch (recipe.kind) {
    case 'adam':
      return createAdam({ ...recipe, decay: 'l2' }, size, ranges, state);
    case 'adamw':
      return createAdam({ ...recipe, decay: 'decoupled' }, size, ranges, state);
    case 'sgd':
      return createSgd(recipe, size, ranges, state);
  }
}
