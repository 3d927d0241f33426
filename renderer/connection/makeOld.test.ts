import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { callQuery, keepUpToDate } from './calls.ts';
import { slowApplication } from './slowConnection.fixture.ts';

/** A queue that is held or not, and whoever looks at it. */
function lookedAt() {
  let isHeld = false;
  const application = slowApplication(() => ({ isHeld, entries: [] }));
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } } });
  keepUpToDate(application.client, queries);
  const observer = new QueryObserver(queries, callQuery(application.client, 'training.queue', {}));
  const seen: unknown[] = [];
  const leave = observer.subscribe(({ data }) => data !== undefined && seen.push(data.isHeld));
  const change = (held: boolean) => {
    isHeld = held;
    application.tell({ name: 'queue' });
  };
  return { ...application, queries, seen, change, leave, observer };
}

describe('an answer that is slower than what is told', () => {
  it('comes all the same, however often it is made old meanwhile, and is asked for once more', async () => {
    const { answer, asked, seen, change } = lookedAt();
    await answer();
    for (const held of [true, false, true]) change(held);
    expect(asked).toHaveLength(2);
    await answer();
    for (const held of [false, true, false]) change(held);
    expect(seen.at(-1)).toBe(true);
    await answer();
    await answer();
    expect(seen.at(-1)).toBe(false);
    expect(asked).toHaveLength(4);
    expect(await answer()).toBe(false);
  });

  it('is asked for anew where it is the first one, and was read before what was told', async () => {
    const { answer, asked, seen, change } = lookedAt();
    change(true);
    await answer();
    expect(seen.at(-1)).toBe(false);
    await answer();
    expect(seen.at(-1)).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('is not asked for by what tells of something else', async () => {
    const { answer, asked, tell } = lookedAt();
    tell({ name: 'recipes' });
    await answer();
    expect(asked).toEqual(['training.queue']);
  });

  it('of where a finished run looked is not asked for again when runs have changed, as their list is', async () => {
    const { answer, asked, client, queries, tell } = lookedAt();
    new QueryObserver(queries, callQuery(client, 'runs.explain', { run: 1, image: 2, class: null })).subscribe(() => undefined);
    new QueryObserver(queries, callQuery(client, 'runs.studies', {})).subscribe(() => undefined);
    while (await answer());
    tell({ name: 'runs' });
    expect(asked).toEqual(['training.queue', 'runs.explain', 'runs.studies', 'runs.studies']);
  });

  it('is old for whoever looks again where nobody waited for it', async () => {
    const { answer, asked, change, leave, observer } = lookedAt();
    await answer();
    change(true);
    leave();
    await new Promise((resolve) => setTimeout(resolve));
    expect(asked).toHaveLength(2);
    observer.subscribe(() => undefined);
    await answer();
    expect(observer.getCurrentResult().data?.isHeld).toBe(true);
    expect(asked).toHaveLength(3);
  });
});
