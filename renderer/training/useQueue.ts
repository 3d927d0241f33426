/** The queue and the run that is looked at, as they are now: asked for once, then brought up to date by events. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ApplicationEvent } from '../../app/contract/events.ts';
import type { Queue, WatchedRun } from '../../app/contract/training.ts';
import { callKey, useApplicationEvent, useCall, useClient } from '../connection/calls.ts';
import { askForRun } from './watch/askForRun.ts';
import { withEpoch, withLive } from './watch/following.ts';

export function useQueue() {
  const queries = useQueryClient();
  useApplicationEvent(
    useCallback(
      (event: ApplicationEvent) => {
        if (event.name !== 'training') return;
        const { live } = event;
        queries.setQueryData<Queue>(callKey('training.queue', {}), (before) => before && withLive(before, live));
      },
      [queries],
    ),
  );
  return useCall('training.queue', {});
}

/** Its epochs come by themselves: a queue that has changed, as it does with every epoch, is no reason to ask for all that they found anew. */
export function useWatchedRun(run: number) {
  const client = useClient();
  const queries = useQueryClient();
  useApplicationEvent(
    useCallback(
      (event: ApplicationEvent) => {
        if (event.name !== 'epoch') return;
        const { epoch } = event;
        queries.setQueryData<WatchedRun>(callKey('training.run', { run: event.run }), (before) => before && withEpoch(before, epoch));
      },
      [queries],
    ),
  );
  return useQuery({ queryKey: callKey('training.run', { run }), queryFn: ({ signal }) => askForRun(client, run, signal) });
}
