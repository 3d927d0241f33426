/** Proposing masks as this screen sees it, also when it was begun elsewhere or before. */

import { useOrder } from '../../connection/calls.ts';
import { CallFailure } from '../../connection/client.ts';
import { useWork } from '../../frame/useWork.ts';
import { isGoingOn } from '../../parts/longWork/words.ts';

/** @param onDone called when it has come to its end on this screen */
export function useProposing(dataSet: number, onDone: () => void) {
  const order = useOrder('masks.propose');
  const work = useWork()
    .filter(isGoingOn)
    .find(({ procedure }) => procedure === 'masks.propose');
  // Who stops it knows that it was stopped.
  const isStopped = order.error instanceof CallFailure && order.error.failure.kind === 'stopped';
  return {
    work,
    summary: order.data,
    error: isStopped ? null : order.error,
    dismiss: order.reset,
    begin: (again: boolean) => order.mutate({ dataSet, again }, { onSuccess: ({ proposed }) => proposed > 0 && onDone() }),
  };
}

export type Proposing = ReturnType<typeof useProposing>;
