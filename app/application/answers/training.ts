/** Answers about training: orders, their queue, and runs while they are trained. */
import type { trainingProcedures } from '../../contract/procedures/training.ts';
import type { TrainingOrder } from '../../contract/training.ts';
import type { Answers, Desk } from '../answer.ts';
import { queueOf } from '../training/queueView.ts';
import { possibleInputs, watchedRun } from '../training/watched.ts';
import { recipesAnswers } from './recipes.ts';

export function trainingAnswers(desk: Desk): Answers<keyof typeof trainingProcedures> {
  const { library, training, threads } = desk;
  const { store, folder } = library;
  const planned = (order: TrainingOrder, signal: AbortSignal) => threads.run('plan', { folder: folder.root, order }, { signal });
  return {
    ...recipesAnswers(desk),
    'training.queue': () => queueOf(desk),
    'training.plan': ({ order }, { signal }) => planned(order, signal),
    'training.add': async ({ order }, { signal }) => {
      // What cannot be carried out is said now, not when its turn comes at night.
      await planned(order, signal);
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
    'training.inputs': ({ dataSet, ...wanted }) => possibleInputs(store, dataSet, wanted),
  };
}
