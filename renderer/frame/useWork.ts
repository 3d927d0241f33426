/** Long work as it is now: the list once, then every event. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ApplicationEvent } from '../../app/contract/events.ts';
import type { Work } from '../../app/contract/work.ts';
import { callKey, useApplicationEvent, useCall } from '../connection/calls.ts';

const NONE: readonly Work[] = [];

export function useWork(): readonly Work[] {
  return useWorkList() ?? NONE;
}

/** undefined until the list has come for the first time. */
export function useWorkList(): readonly Work[] | undefined {
  const queries = useQueryClient();
  const list = useCall('work.list', {});
  useApplicationEvent(
    useCallback(
      (event: ApplicationEvent) => {
        if (event.name !== 'work') return;
        queries.setQueryData<Work[]>(callKey('work.list', {}), (before) => {
          // Before the list itself has come, it will hold what this event says.
          if (before === undefined) return undefined;
          const others = before.filter(({ id }) => id !== event.work.id);
          return [...others, event.work].sort((a, b) => a.id - b.id);
        });
      },
      [queries],
    ),
  );
  return list.data;
}
