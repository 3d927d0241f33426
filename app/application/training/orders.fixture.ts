/** Orders for tests: small enough to be trained for real in a moment. */
import type { AskedOf } from '../../contract/contract.ts';
import type { QueueEntry, QueueState } from '../../contract/training.ts';
import type { ApplicationBench } from '../application.fixture.ts';

type Order = AskedOf<'training.add'>['order'];
type RunOrder = Extract<Order, { kind: 'run' }>;

/** CAM16's network on 16 pixels. @param training of its recipe */
export function smallOrder(dataSet: number, more: Partial<RunOrder> = {}, training: RunOrder['recipe']['training'] = {}): RunOrder {
  return {
    ...{ kind: 'run', name: 'Small', dataSet, trainedOn: { kind: 'whole' }, maskedCopies: false, seeds: [1], device: 'cpu' },
    recipe: { network: { name: 'cam16' }, imageSize: 16, training: { epochs: 2, batchSize: 2, ...training } },
    ...more,
  };
}

/** Waits until an entry of the queue is in this state. Throws what it failed by where it failed. */
export async function until(bench: ApplicationBench, entry: number, state: QueueState): Promise<QueueEntry> {
  for (;;) {
    const found = (await bench.call('training.queue', {})).entries.find(({ id }) => id === entry);
    if (found?.state === state) return found;
    if (found === undefined || found.state === 'failed') throw new Error(found?.failure?.sentence ?? `There is no entry ${entry}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Does something once when a run has finished this epoch, before the next one is begun. */
export function whenEpoch(bench: ApplicationBench, epoch: number, act: () => void): void {
  const end = bench.application.subscribe((event) => {
    if (event.name !== 'epoch' || event.epoch.metrics.epoch < epoch) return;
    end();
    act();
  });
}
