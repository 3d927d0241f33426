/** `bench order`: how long faces wait for their answers while an order on very many images is begun, and while it is taken up again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { openApplication } from '../../../app/application/application.ts';
import { SmearlabError } from '../../../app/contract/failure.ts';
import { changingLibrary } from '../../../app/library/library.ts';
import type { RunExecutor } from '../../../app/training/execution.ts';
import { wholeNumber } from '../../../main/cli/studyOptions.ts';
import { rounded } from '../figures.ts';
import { makeLibrary } from '../ui/madeLibrary.ts';
import { longestWait } from './longestWait.ts';

type Options = { readonly images: string; readonly seeds: string; readonly folder?: string; readonly json: boolean };

export function addOrderCommand(program: Command): void {
  program
    .command('order')
    .description('The longest wait of a face while an order on very many images is begun, and while it is taken up again.')
    .option('--images <n>', 'how many images the library has', '100000')
    .option('--seeds <n>', 'runs of the order', '3')
    .option('--folder <dir>', 'where the library is made and kept for the next time (default: made anew and removed)')
    .option('--json', 'print one line of JSON', false)
    .action(async ({ images, seeds, folder: kept, json }: Options) => {
      const folder = kept === undefined ? mkdtempSync(join(tmpdir(), 'smearlab-bench-')) : resolve(kept);
      try {
        await makeLibrary(folder, wholeNumber('--images', images, 100, 1_000_000));
        const figures = await measureOrder(folder, wholeNumber('--seeds', seeds, 1, 20));
        console.log(JSON.stringify({ images: Number(images), cores: availableParallelism(), ...figures }, null, json ? undefined : 2));
      } finally {
        if (kept === undefined) rmSync(folder, { recursive: true, force: true });
      }
    });
}

/** Nothing is trained: what would train says that its device is lost, and then that it was stopped. */
async function measureOrder(folder: string, seeds: number) {
  // What an earlier measurement left would be gone on with first.
  await changingLibrary(folder, ({ store }) => store.database.exec('DELETE FROM training_queue'));
  const wait = longestWait();
  const measured: { readonly longestWaitMs: number; readonly seconds: number }[] = [];
  const { promise: done, resolve: end } = Promise.withResolvers<void>();
  let began = performance.now();
  const note = () => {
    measured.push({ longestWaitMs: rounded(wait.take()), seconds: rounded((performance.now() - began) / 1000) });
    began = performance.now();
  };
  const executor: RunExecutor = {
    execute: async () => {
      note();
      if (measured.length === 1) throw new SmearlabError('device-lost', 'The device is lost.');
      end();
      throw new SmearlabError('stopped', 'It was stopped.');
    },
    close: async () => undefined,
  };
  const nothing = { devices: async () => [], useDataFolder: () => undefined, chooseFolder: null };
  const application = openApplication(folder, {
    ...nothing,
    openExecutor: () => executor,
    openExplainer: () => ({ explain: () => Promise.reject(new Error('Nothing is explained here.')), close: async () => undefined }),
    openClassifier: () => ({ classify: () => Promise.reject(new Error('Nothing is classified here.')), close: async () => undefined }),
  });
  const call = (name: string, input: object) => application.call(name, input, new AbortController().signal);
  const trainedOn = { kind: 'percent', percent: 90, seed: 1 };
  const recipe = { network: { name: 'wbc' }, imageSize: 96, training: {} };
  const order = { kind: 'run', name: 'Bench', dataSet: 1, trainedOn, maskedCopies: true, recipe, seeds: [...Array(seeds).keys()] };
  wait.take();
  await call('training.add', { order });
  const added = { longestWaitMs: rounded(wait.take()), seconds: rounded((performance.now() - began) / 1000) };
  began = performance.now();
  await done;
  wait.end();
  await application.close();
  return { seeds, added, begun: measured[0], takenUpAgain: measured[1] };
}
