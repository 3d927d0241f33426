import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationBench, applicationBench } from '../../app/application/application.fixture.ts';
import { smallOrder, until, whenEpoch } from '../../app/application/training/orders.fixture.ts';
import { servicesOf } from '../../main/faces/services.ts';
import { childrenOf, newFolder } from './smearlab.ts';

/** With the executor that the window and the browser face have: a child process. */
let bench: ApplicationBench;
let dataSet = 0;
beforeAll(async () => {
  const home = newFolder();
  mkdirSync(join(home, 'settings'));
  bench = await applicationBench(servicesOf(null, { platform: process.platform, home, environment: {} }));
  dataSet = await bench.bring();
});
afterAll(() => bench.clear());

const engines = (before: readonly number[]) => childrenOf(process.pid).filter((child) => !before.includes(child));

it('goes on when its child is killed in the middle, and when the application is closed in an epoch and opened; no child is left', async () => {
  const before = childrenOf(process.pid);
  const order = smallOrder(dataSet, { name: 'lost' }, { epochs: 7, batchSize: 1 });
  bench.events.splice(0);
  const { entry } = await bench.call('training.add', { order });
  await new Promise<void>((resolve) => whenEpoch(bench, 2, resolve));
  const [first] = engines(before);
  expect(first).toBeDefined();
  process.kill(first ?? 0, 'SIGKILL');
  await new Promise<void>((resolve) => whenEpoch(bench, 4, resolve));
  expect(engines(before)).not.toContain(first);
  expect(engines(before).length).toBe(1);
  await bench.application.close();
  expect(engines(before)).toEqual([]);
  await bench.restart();
  const { runs, notices } = await until(bench, entry, 'finished');
  expect(runs).toMatchObject([{ epochsDone: 7, state: 'finished' }]);
  expect(notices.some((sentence) => sentence.includes('taken up again'))).toBe(false);
  const epochs = bench.events.flatMap((event) => (event.name === 'epoch' ? [event.epoch.metrics.epoch] : []));
  expect(epochs).toEqual(Array.from({ length: 7 }, (_, at) => at + 1));
  await expect.poll(() => engines(before), { timeout: 5000, interval: 10 }).toEqual([]);
});
