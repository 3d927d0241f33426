import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AskedOf, OutputOf, ProcedureName } from '../../contract/contract.ts';
import { filesUnder } from '../../library/backup/files.ts';
import { checkBackup } from '../../library/backup/manifest.ts';
import type { RunExecutor } from '../../training/execution.ts';
import { executorInThisProcess } from '../../training/inThisProcess.fixture.ts';
import { readTensors } from '../../training/safetensors.ts';
import { type ApplicationBench, applicationBench, SERVICES } from '../application.fixture.ts';
import { type Application, openApplication } from '../application.ts';
import { smallOrder, until, whenEpoch } from './orders.fixture.ts';

let bench: ApplicationBench;
let dataSet = 0;
const copied = Promise.withResolvers<void>();

/** In the middle of the third epoch of a long run it waits for the copy: in this process it would keep that from getting on. */
const waiting = (): RunExecutor => {
  const executor = executorInThisProcess();
  return {
    ...executor,
    execute: async (request, listener) => {
      const third = new AbortController();
      const onProgress: typeof listener.onProgress = (progress) => {
        listener.onProgress(progress);
        if (progress.epoch === 3) third.abort();
      };
      try {
        return await executor.execute({ ...request, signal: third.signal }, { ...listener, onProgress });
      } catch (error) {
        if (!third.signal.aborted) throw error;
        await copied.promise;
        return executor.execute(request, listener);
      }
    },
  };
};

beforeAll(async () => {
  bench = await applicationBench({ ...SERVICES, openExecutor: waiting });
  dataSet = await bench.bring();
});
afterAll(() => bench.clear());

const signal = new AbortController().signal;
const LAST = 'last.safetensors';

async function hashesOf(folder: string): Promise<Record<string, string>> {
  const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  return Object.fromEntries((await filesUnder(folder)).sort().map((file) => [relative(folder, file), hash(file)]));
}

function bitsOf(folder: string): string[] {
  const { tensors } = readTensors(join(folder, LAST));
  return [...tensors.values()].map(({ name, values }) => `${name} ${Buffer.from(values.buffer).toString('base64')}`);
}

/** Until what this application has in its queue is done. */
async function allFinished(application: Application) {
  const call = async <Name extends ProcedureName>(name: Name, input: AskedOf<Name>) =>
    (await application.call(name, input, signal)) as OutputOf<Name>;
  for (;;) {
    const { entries } = await call('training.queue', {});
    if (entries.every(({ state }) => state === 'finished')) return entries;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

it('a backup made while a training goes on is a data folder in which it goes on, and what was finished is there to the same hashes', async () => {
  const { entry: small } = await bench.call('training.add', { order: smallOrder(dataSet, { name: 'done' }) });
  const done = await until(bench, small, 'finished');
  const { entry } = await bench.call('training.add', { order: smallOrder(dataSet, { name: 'long' }, { epochs: 6, batchSize: 2 }) });
  await new Promise<void>((resolve) => whenEpoch(bench, 2, resolve));
  const backup = await bench.call('settings.backup', {});
  copied.resolve();
  const studies = join(bench.folder, 'library/studies');
  expect(await hashesOf(join(backup.file, 'studies/1'))).toEqual(await hashesOf(join(studies, '1')));
  expect(await checkBackup(backup.file, signal)).toMatchObject({ missing: [], changed: [] });
  await until(bench, entry, 'finished');

  const restored = openApplication(backup.file, SERVICES);
  try {
    const trained: number[] = [];
    restored.subscribe((event) => event.name === 'epoch' && trained.push(event.epoch.metrics.epoch));
    const entries = await allFinished(restored);
    expect(trained, 'it goes on from the epoch that it was copied after').toEqual([3, 4, 5, 6]);
    expect(entries.map(({ name, runs }) => [name, runs[0]?.epochsDone])).toEqual(
      expect.arrayContaining([
        ['long', 6],
        ['done', 2],
      ]),
    );
    const run = 'runs/long';
    expect(bitsOf(join(backup.file, 'studies/2', run))).toEqual(bitsOf(join(studies, '2', run)));
    const watched = await restored.call('training.run', { run: done.runs[0]?.id }, signal);
    expect(watched).toMatchObject({ state: 'finished', curve: [{ metrics: { epoch: 1 } }, { metrics: { epoch: 2 } }] });
  } finally {
    await restored.close();
  }
});
