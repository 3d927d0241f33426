/** Answers about subsets. */
import type { subsetsProcedures } from '../../contract/procedures/subsets.ts';
import { listSubsets } from '../../store/subsets.ts';
import type { Answers, Desk } from '../answer.ts';
import { pending } from '../pending.ts';

export function subsetsAnswers({ library }: Desk): Answers<keyof typeof subsetsProcedures> {
  const { store } = library;
  return {
    'subsets.list': ({ dataSet }) => listSubsets(store, dataSet),
    'subsets.count': pending,
    'subsets.save': pending,
    'subsets.forget': pending,
    'subsets.files': pending,
  };
}
