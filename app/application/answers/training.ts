/** Answers about training: orders, their queue, and runs while they are trained. */
import type { trainingProcedures } from '../../contract/procedures/training.ts';
import type { TrainingPlan } from '../../contract/training.ts';
import { type PlannedOrder, planOrder } from '../../study/orders/planOrder.ts';
import type { Answers, Desk } from '../answer.ts';
import { queueOf } from '../training/queueView.ts';
import { possibleInputs, watchedRun } from '../training/watched.ts';
import { recipesAnswers } from './recipes.ts';

export function trainingAnswers(desk: Desk): Answers<keyof typeof trainingProcedures> {
  const { library, training } = desk;
  const { store } = library;
  return {
    ...recipesAnswers(desk),
    'training.queue': () => queueOf(desk),
    'training.plan': ({ order }) => shownPlan(planOrder(library, order, false)),
    'training.add': ({ order }) => {
      // What cannot be carried out is said now, not when its turn comes at night.
      planOrder(library, order, false);
      return { entry: training.add(order) };
    },
    'training.move': ({ entry, before }) => {
      training.move(entry, before);
      return {};
    },
    'training.pause': ({ entry }) => {
      training.order(entry, 'pause');
      return {};
    },
    'training.resume': ({ entry }) => {
      training.order(entry, 'resume');
      return {};
    },
    'training.stop': ({ entry }) => {
      training.order(entry, 'stop');
      return {};
    },
    'training.remove': ({ entry }) => {
      training.remove(entry);
      return {};
    },
    'training.hold': ({ isHeld }) => {
      training.hold(isHeld);
      return {};
    },
    'training.run': ({ run }) => watchedRun(store, run),
    'training.inputs': ({ dataSet, imageSize }) => possibleInputs(store, dataSet, imageSize),
  };
}

function shownPlan({ plan, warnings }: PlannedOrder): TrainingPlan {
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
