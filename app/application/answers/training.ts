/** Answers about training. */
import { SmearlabError } from '../../contract/failure.ts';
import type { trainingProcedures } from '../../contract/procedures/training.ts';
import type { Answers, Desk } from '../answer.ts';

export function trainingAnswers(_desk: Desk): Answers<keyof typeof trainingProcedures> {
  const notYet = () => {
    throw new SmearlabError('wrong-usage', 'This Smearlab cannot train inside the data folder yet.');
  };
  return {
    'training.queue': () => ({ isHeld: false, entries: [] }),
    'training.plan': notYet,
    'training.add': notYet,
    'training.move': notYet,
    'training.pause': notYet,
    'training.resume': notYet,
    'training.stop': notYet,
    'training.remove': notYet,
    'training.hold': notYet,
    'training.run': notYet,
    'training.inputs': () => [],
    'recipes.list': () => [],
    'recipes.save': notYet,
    'recipes.copy': notYet,
    'recipes.rename': notYet,
    'recipes.remove': notYet,
    'recipes.preview': notYet,
  };
}
