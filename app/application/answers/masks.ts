/** Answers about masks. */
import type { masksProcedures } from '../../contract/procedures/masks.ts';
import { maskCoverage } from '../../store/masks.ts';
import type { Answers, Desk } from '../answer.ts';
import { pending } from '../pending.ts';

export function masksAnswers({ library }: Desk): Answers<keyof typeof masksProcedures> {
  const { store } = library;
  return {
    'masks.coverage': ({ dataSet }) => maskCoverage(store, dataSet),
    'masks.propose': pending,
    'masks.judge': pending,
    'masks.save': pending,
    'masks.forget': pending,
  };
}
