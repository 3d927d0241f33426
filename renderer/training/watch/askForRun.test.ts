import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { EpochReport, WatchedRun } from '../../../app/contract/training.ts';
import { keepUpToDate } from '../../connection/calls.ts';
import { slowApplication } from '../../connection/slowConnection.fixture.ts';
import { askForRun } from './askForRun.ts';

const epoch = (number: number): EpochReport => ({
  metrics: { epoch: number, trainLoss: 1, trainAccuracy: 0.5, valLoss: null, valAccuracy: null, valMacroF1: null, seconds: 1 },
  ...{ isBest: false, found: null },
});

/** A run of which epochs end, and whoever watches its curve. */
function watched() {
  const curve: EpochReport[] = [];
  const run = (): WatchedRun => ({
    ...{ id: 7, name: 'run', network: 'wbc', state: 'running', epochsDone: 0, epochs: 9, seed: 1, classes: [], dataSet: 1, device: null },
    ...{ failure: null, curve: [...curve] },
  });
  const application = slowApplication(run);
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } } });
  keepUpToDate(application.client, queries);
  const ask = ({ signal }: { signal: AbortSignal }) => askForRun(application.client, 7, signal);
  const observer = new QueryObserver(queries, { queryKey: ['training.run', { run: 7 }], queryFn: ask });
  observer.subscribe(() => undefined);
  const end = (number: number) => {
    curve.push(epoch(number));
    application.tell({ name: 'epoch', run: 7, epoch: epoch(number) });
    application.tell({ name: 'queue' });
  };
  const shown = () => observer.getCurrentResult().data?.curve.map(({ metrics }) => metrics.epoch);
  return { ...application, end, shown };
}

describe('a run whose epochs end faster than it is answered', () => {
  it('shows all of them with its first answer, which was read before any', async () => {
    const { answer, end, shown, asked } = watched();
    for (const number of [1, 2, 3]) end(number);
    expect(shown()).toBeUndefined();
    await answer();
    expect(shown()).toEqual([1, 2, 3]);
    expect(asked).toHaveLength(1);
  });

  it('keeps what was told while it was asked for anew', async () => {
    const { answer, end, shown, tell } = watched();
    end(1);
    await answer();
    tell({ name: 'library', dataSet: 1 });
    end(2);
    await answer();
    expect(shown()).toEqual([1, 2]);
  });

  it('takes no epochs of other runs', async () => {
    const { answer, shown, tell } = watched();
    tell({ name: 'epoch', run: 8, epoch: epoch(1) });
    await answer();
    expect(shown()).toEqual([]);
  });
});
