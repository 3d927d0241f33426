/** What an order comes to, as it is shown before it is given. Pure. */
import type { TrainingPlan } from '../../contract/training.ts';
import { factsOf } from '../runFacts.ts';
import type { PlannedOrder } from './planOrder.ts';

export function shownPlan({ plan, warnings }: PlannedOrder): TrainingPlan {
  return {
    runs: plan.map(({ runFile }) => {
      const { name, recipe, classes, seed, counts } = factsOf(runFile);
      return {
        ...{ name, network: recipe.network.name, epochs: recipe.training.epochs, classes, seed },
        ...{ trainImages: counts.train, maskedCopies: counts.maskedCopies, valImages: counts.val },
      };
    }),
    warnings: [...warnings],
  };
}
