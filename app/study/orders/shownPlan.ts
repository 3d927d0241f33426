/** What an order comes to, as it is shown before it is given. Pure. */
import type { TrainingPlan } from '../../contract/training.ts';
import type { PlannedOrder } from './planOrder.ts';

export function shownPlan({ plan, warnings }: PlannedOrder): TrainingPlan {
  return {
    runs: plan.map(({ runFile: { name, recipe, images, classes, seed } }) => ({
      ...{ name, network: recipe.network.name, epochs: recipe.training.epochs, classes, seed },
      trainImages: images.train.length,
      maskedCopies: recipe.maskedCopies ? images.train.filter(({ mask }) => mask !== null).length : 0,
      valImages: images.val.length,
    })),
    warnings: [...warnings],
  };
}
