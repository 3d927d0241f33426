/** `bench runs`: how fast the table of runs opens and runs are compared where there are very many, and how much memory that takes. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { openApplication } from '../../../app/application/application.ts';
import type { AskedOf, OutputOf, ProcedureName } from '../../../app/contract/contract.ts';
import { wholeNumber } from '../../../main/cli/studyOptions.ts';
import { servicesOf } from '../../../main/faces/services.ts';
import { median, rounded } from '../figures.ts';
import { type Amount, makeFolder } from './madeFolder.ts';

type Options = {
  readonly runs: string;
  readonly epochs: string;
  readonly predictions: string;
  readonly rounds: string;
  readonly json: boolean;
};

export function addRunsCommand(program: Command): void {
  program
    .command('runs')
    .description('Opening the table of runs and comparing six of them, over a made data folder with very many.')
    .option('--runs <n>', 'how many runs there are', '1000')
    .option('--epochs <n>', 'of each run', '200')
    .option('--predictions <n>', 'of all runs together', '10000000')
    .option('--rounds <n>', 'how often each is asked', '9')
    .option('--json', 'print one line of JSON', false)
    .action(async (options: Options) => {
      const amount = {
        runs: wholeNumber('--runs', options.runs, 6, 100_000),
        epochs: wholeNumber('--epochs', options.epochs, 1, 100_000),
        predictions: wholeNumber('--predictions', options.predictions, 6, 100_000_000),
      };
      const figures = await measureRuns(amount, wholeNumber('--rounds', options.rounds, 1, 1000));
      console.log(options.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2));
    });
}

async function measureRuns(amount: Amount, rounds: number) {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-bench-runs-'));
  try {
    await makeFolder(folder, amount);
    const databaseMB = Math.round(statSync(join(folder, 'smearlab.db')).size / 2 ** 20);
    const began = performance.now();
    const application = openApplication(folder, servicesOf(null));
    const opensMs = performance.now() - began;
    try {
      const memory = watchMemory();
      const ask = <Name extends ProcedureName>(name: Name, input: AskedOf<Name>) =>
        application.call(name, input, new AbortController().signal) as Promise<OutputOf<Name>>;
      const timed = async <Name extends ProcedureName>(name: Name, input: (round: number) => AskedOf<Name>) => {
        const times: number[] = [];
        for (let round = 0; round < rounds; round++) {
          const start = performance.now();
          await ask(name, input(round));
          times.push(performance.now() - start);
        }
        return { firstMs: rounded(times[0] ?? 0), medianMs: rounded(median(times)), mostMs: rounded(Math.max(...times)) };
      };
      // Other runs in each round, so that nothing is answered from what was read before; ten apart, so that they are of several recipes.
      const six = (round: number) => Array.from({ length: 6 }, (_, at) => 1 + ((round * 61 + at * 10) % amount.runs));
      const table = await timed('runs.list', () => ({}));
      const comparison = await timed('runs.compare', (round) => ({ runs: [...new Set(six(round))], baseline: six(round)[0] ?? 1 }));
      const held = await heldBy(() => ask('runs.compare', { runs: six(rounds), baseline: six(rounds)[0] ?? 1 }));
      const gallery = await timed('runs.gallery', (round) => ({
        ...{ gallery: { kind: 'one right', right: 1 + round, wrong: 2 + round }, offset: 0, limit: 60 },
      }));
      const history = await timed('runs.history', (round) => ({ image: 1 + round }));
      const predicting = await timed('library.runs', () => ({ dataSet: 1 }));
      const study = await timed('runs.study', () => ({ study: 1 })).catch(() => null);
      return {
        ...{
          ...amount,
          databaseMB,
          opensMs: rounded(opensMs),
          table,
          comparison,
          longestHeldMs: rounded(held),
          gallery,
          history,
          predicting,
          study,
        },
        ...{ memoryMBBefore: memory.before, memoryMBMost: memory.most() },
      };
    } finally {
      await application.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function watchMemory() {
  const megabytes = () => Math.round(process.memoryUsage().rss / 2 ** 20);
  const before = megabytes();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, megabytes());
  }, 20);
  timer.unref();
  return { before, most: () => Math.max(most, megabytes()) };
}

/** How long the thread that answers faces was kept from everything else meanwhile, at most. */
async function heldBy(work: () => Promise<unknown>): Promise<number> {
  let [last, most] = [performance.now(), 0];
  const timer = setInterval(() => {
    const now = performance.now();
    most = Math.max(most, now - last - 1);
    last = now;
  }, 1);
  await work();
  clearInterval(timer);
  return most;
}
