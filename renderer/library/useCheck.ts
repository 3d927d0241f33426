/** What the last check of a data set found: kept while the window is open, whatever screen is shown. */
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useOrder } from '../connection/calls.ts';
import { CallFailure } from '../connection/client.ts';
import { useWork } from '../frame/useWork.ts';
import { isGoingOn } from '../parts/longWork/words.ts';
import type { Checked } from './findings.ts';

export type Check = {
  readonly checked: Checked | undefined;
  /** Of the last check, null when a person stopped it. */
  readonly error: Error | null;
  readonly isChecking: boolean;
  check(contents: boolean): void;
};

export function useCheck({ id, hash }: DataSet): Check {
  const queries = useQueryClient();
  const key = ['findings', id] as const;
  const { data } = useQuery<Checked>({ queryKey: key, queryFn: skipToken, gcTime: Number.POSITIVE_INFINITY });
  useEffect(() => {
    if (data?.hash === null && hash !== null) queries.setQueryData<Checked>(['findings', id], { ...data, hash });
  }, [data, hash, id, queries]);
  const order = useOrder('library.check');
  const goesOn = useWork().some((work) => isGoingOn(work) && work.procedure === 'library.check');
  const stopped = order.error instanceof CallFailure && order.error.failure.kind === 'stopped';
  return {
    checked: data,
    error: stopped ? null : order.error,
    isChecking: order.isPending || goesOn,
    check: (contents) => {
      order.mutateAsync({ dataSet: id, contents }).then(
        (findings) => queries.setQueryData<Checked>(key, { hash, findings }),
        // `order.error` shows it.
        () => undefined,
      );
    },
  };
}
