/** `bench runs`: how fast the table of runs opens and runs are compared where there are very many, and how much memory that takes. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { openApplication } from '../../../app/application/application.ts';
import type { AskedOf, OutputOf, ProcedureName } from '../../../app/contract/contract.ts';
import { wholeNumber } from '../../../main/cli/studyOptions.ts';
import { servicesOf } from '../../../main/faces/services.ts';
import { CHROMIUM } from '../../e2e/browser.ts';
import { median, rounded } from '../figures.ts';
import { type Amount, makeFolder } from './madeFolder.ts';
import { measureRunsScreen } from './runsScreen.ts';

type Options = {
  readonly folder?: string;
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
    .option('--folder <dir>', 'where it is made, or was made by an earlier call; it stays')
    .option('--rounds <n>', 'how often each is asked', '9')
    .option('--json', 'print one line of JSON', false)
    .action(async (options: Options) => {
      const amount = {
        runs: wholeNumber('--runs', options.runs, 6, 100_000),
        epochs: wholeNumber('--epochs', options.epochs, 1, 100_000),
        predictions: wholeNumber('--predictions', options.predictions, 6, 100_000_000),
      };
      const figures = await measureRuns(amount, wholeNumber('--rounds', options.rounds, 1, 1000), options.folder);
      console.log(options.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2));
    });
}

async function measureRuns(amount: Amount, rounds: number, kept: string | undefined) {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'smearlab-bench-runs-'));
  try {
    if (!existsSync(join(folder, 'smearlab.db'))) await makeFolder(folder, amount);
    const databaseMB = Math.round(statSync(join(folder, 'smearlab.db')).size / 2 ** 20);
    const began = performance.now();
    const application = openApplication(folder, servicesOf(null));
    const opensMs = performance.now() - began;
    try {
      const memory = watchMemory();
      const ask = <Name extends ProcedureName>(name: Name, input: AskedOf<Name>) =>
        application.call(name, input, new AbortController().signal) as Promise<OutputOf<Name>>;
      const timed = async <Name extends ProcedureName>(name: Name, input: (round: number) => AskedOf<Name>) => {
        const [times, cpu]: [number[], number[]] = [[], []];
        for (let round = 0; round < rounds; round++) {
          const [start, before] = [performance.now(), process.cpuUsage()];
          await ask(name, input(round));
          times.push(performance.now() - start);
          const used = process.cpuUsage(before);
          cpu.push((used.user + used.system) / 1000);
        }
        // Where other programs compute, only processor time, of all threads together, tells about this one.
        return {
          firstMs: rounded(times[0] ?? 0),
          medianMs: rounded(median(times)),
          mostMs: rounded(Math.max(...times)),
          cpuMs: rounded(median(cpu)),
        };
      };
      // Other runs in each round, so that nothing is answered from what was read before; ten apart, so that they are of several recipes.
      const apart = Math.min(10, Math.floor(amount.runs / 6));
      const six = (round: number) => Array.from({ length: 6 }, (_, at) => 1 + ((round * 61 + at * apart) % amount.runs));
      const table = await timed('runs.list', () => ({}));
      const comparison = await timed('runs.compare', (round) => ({ runs: six(round), baseline: six(round)[0] ?? 1 }));
      const held = await heldBy(() => ask('runs.compare', { runs: six(rounds), baseline: six(rounds)[0] ?? 1 }));
      const gallery = await timed('runs.gallery', (round) => ({
        ...{ gallery: { kind: 'one right', right: 1 + round, wrong: 2 + round }, offset: 0, limit: 60 },
      }));
      const history = await timed('runs.history', (round) => ({ image: 1 + round }));
      const predicting = await timed('library.runs', () => ({ dataSet: 1 }));
      const screen = CHROMIUM === undefined ? null : await measureRunsScreen(application, six, rounds);
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
          screen,
        },
        ...{ memoryMBBefore: memory.before, memoryMBMost: memory.most() },
      };
    } finally {
      await application.close();
    }
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
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
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return most;
}
