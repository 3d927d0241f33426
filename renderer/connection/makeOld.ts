/** Makes kept answers old, so that they are asked for anew, however slow answers are and however often this is said. */
import type { Query, QueryClient } from '@tanstack/react-query';

/**
 * An answer that is under way is let come and is asked for once more after it. To give it up, as TanStack Query does, would be never to see
 * one where changes are told faster than answers come, such as of a training on a busy machine; and a first answer, which it does not give
 * up, may have been read before what was told.
 * @returns what makes old all that a name of a procedure says
 */
export function oldAnswers(queries: QueryClient): (isOld: (procedure: string) => boolean) => void {
  const cache = queries.getQueryCache();
  const again = new Set<Query>();
  const makeOld = (query: Query) => void queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
  cache.subscribe(({ type, query }) => {
    if (type === 'removed') again.delete(query);
    if (type !== 'updated' || query.state.fetchStatus !== 'idle' || !again.delete(query)) return;
    // Once what ended it has come to its end itself.
    queueMicrotask(() => makeOld(query));
  });
  return (isOld) => {
    for (const query of cache.findAll({ predicate: ({ queryKey: [name] }) => isOld(String(name)) })) {
      if (query.state.fetchStatus === 'idle') makeOld(query);
      else again.add(query);
    }
  };
}
