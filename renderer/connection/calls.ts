/** The application's procedures as React hooks: answers are kept by TanStack Query and asked for anew when an event says they changed. */
import {
  keepPreviousData,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { AskedOf, OutputOf, ProcedureName } from '../../app/contract/contract.ts';
import type { ApplicationEvent } from '../../app/contract/events.ts';
import type { Client } from './client.ts';

export const ClientContext = createContext<Client | null>(null);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('No client was given to this tree.');
  return client;
}

/** The key under which an answer is kept. */
export function callKey<Name extends ProcedureName>(name: Name, input: AskedOf<Name>): readonly unknown[] {
  return [name, input];
}

/** How an answer is asked for, for `useQuery` and `useQueries`. */
export function callQuery<Name extends ProcedureName>(client: Client, name: Name, input: AskedOf<Name>) {
  return {
    queryKey: callKey(name, input),
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<OutputOf<Name>> => client.call(name, input, signal),
  };
}

/** What a procedure that reads answers. */
export function useCall<Name extends ProcedureName>(
  name: Name,
  input: AskedOf<Name>,
  options: { readonly enabled?: boolean; readonly keep?: boolean } = {},
): UseQueryResult<OutputOf<Name>> {
  const query = callQuery(useClient(), name, input);
  const enabled = options.enabled ?? true;
  return useQuery({ ...query, enabled, ...(options.keep === true ? { placeholderData: keepPreviousData } : {}) });
}

/** A procedure that changes something, or long work, to be called by a click. */
export function useOrder<Name extends ProcedureName>(name: Name): UseMutationResult<OutputOf<Name>, Error, AskedOf<Name>> {
  const client = useClient();
  return useMutation<OutputOf<Name>, Error, AskedOf<Name>>({ mutationFn: (input) => client.call(name, input) });
}

export function useApplicationEvent(listener: (event: ApplicationEvent) => void): void {
  const client = useClient();
  useEffect(() => client.onEvent(listener), [client, listener]);
}

export function useConnectionState() {
  const client = useClient();
  return useSyncExternalStore(
    (listener) => client.onState(listener),
    () => client.state,
  );
}

/** Which kept answers an event makes old. */
export function keepUpToDate(client: Client, queries: QueryClient): void {
  const old = (...rooms: string[]) =>
    queries.invalidateQueries({
      predicate: ({ queryKey: [name] }) => rooms.some((room) => name === room || String(name).startsWith(`${room}.`)),
    });
  client.onEvent((event) => {
    if (event.name === 'library') void old('library', 'masks', 'subsets', 'training', 'recipes');
    if (event.name === 'runs') void old('runs', 'library.runs');
    // A run got on. Comparisons are of what is finished, and take half a second.
    if (event.name === 'queue') void old('training.queue', 'training.inputs', 'runs.list', 'runs.studies', 'runs.study');
    if (event.name === 'slide')
      void old('slides.list', 'slides.get', 'slides.cells', 'slides.cell', 'slides.count', 'slides.versions', 'slides.ranges', 'audit');
    if (event.name === 'users') void old('users', 'audit');
    if (event.name === 'calibration' || event.name === 'runs') void old('slides.models', 'slides.calibration');
    if (event.name === 'settings') void old('settings');
    if (event.name === 'recipes') void old('recipes');
    if (event.name === 'work' && event.work.state.kind === 'finished') void old('work', 'settings');
  });
  // What happened while the connection was lost was not told.
  client.onState(() => {
    if (client.state === 'open') void queries.invalidateQueries();
  });
}
