/** `smearlab sweep FILE`: recipes held against each other by cross-validation inside the training images. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { SmearlabError } from '../../app/contract/failure.ts';
import { type Sweep, sweepSchema } from '../../app/contract/sweep.ts';
import { outputFolder } from '../../app/study/outputFolder.ts';
import { runSweep, SWEEP_RESULT } from '../../app/study/sweep/runSweep.ts';
import { sweepSoFar } from '../../app/study/sweep/sweepSoFar.ts';
import { sweepTable } from '../../app/study/sweep/sweepTable.ts';
import { requireDevice } from '../engine-process/devices.ts';
import { engineProcess } from '../engine-process/engineProcess.ts';
import { type EngineOptions, engineOptions, withEngineOptions } from './engineOptions.ts';
import { interruptSignal } from './interrupt.ts';
import { durationText, progressLine } from './progressLine.ts';

const DEFAULT_OUT = 'smearlab-sweep';

type Options = EngineOptions & {
  readonly wbc?: string;
  readonly groupBy?: string;
  readonly out: string;
  readonly resume: boolean;
  readonly soFar: boolean;
  readonly verbose: boolean;
};

export function addSweepCommand(program: Command): void {
  const command = program
    .command('sweep')
    .description('Holds recipes against each other by cross-validation inside the training images; validation images are never looked at.')
    .argument('<file>', 'a JSON file: subset, folds, seeds, and a grid, successive halving or a ladder of recipes (docs/accuracy.md)')
    .option('--wbc <dir>', 'white blood cells: train/{data,mask}/<Class>, val/data/<Class> (default: the synthetic sample)')
    .option(
      '--group-by <pattern>',
      'a regular expression whose first group names the smear or patient in a path; folds keep those together',
    )
    .option('--out <dir>', 'output folder: database, checkpoints, sweep.json', DEFAULT_OUT)
    .option('--resume', 'go on with the sweep of the output folder', false)
    .option('--so-far', 'say what the finished runs of the output folder say, and train nothing', false)
    .option('--verbose', 'a line for every epoch', false);
  withEngineOptions(command).action(sweep);
}

async function sweep(file: string, options: Options): Promise<void> {
  const began = performance.now();
  const folder = outputFolder(resolve(options.out));
  const wanted = readSweepFile(file);
  if (options.soFar) {
    console.log(sweepTable(sweepSoFar(folder)));
    return;
  }
  const signal = interruptSignal();
  const engine = engineOptions(options);
  if (engine.device !== 'auto' && engine.device !== 'cpu') await requireDevice(engine.device, engine.threads, signal);
  const executor = engineProcess(engine);
  const line = progressLine(process.stderr);
  try {
    const synthetic = options.wbc === undefined;
    const root = options.wbc === undefined ? join(folder.sample, 'wbc') : resolve(options.wbc);
    const wbc = { root, synthetic, groupBy: options.groupBy ?? null };
    const result = await runSweep(
      { folder, sweep: wanted, wbc, resume: options.resume, executor, signal },
      {
        onProgress: line.show,
        onNotice: ({ kind, sentence }) => {
          if (kind !== 'epoch' || options.verbose) line.say(kind === 'warning' ? `Note: ${sentence}` : sentence);
        },
      },
    );
    line.clear();
    console.log(`\n${sweepTable(result)}\n`);
    console.log(`Finished in ${durationText((performance.now() - began) / 1000)}: ${join(folder.root, SWEEP_RESULT)}`);
  } finally {
    line.clear();
    await executor.close();
  }
}

/** @throws SmearlabError `bad-recipe`, naming the file, the key and what is wrong with it */
export function readSweepFile(file: string): Sweep {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SmearlabError('bad-recipe', `The sweep ${file} cannot be read as JSON: ${message}.`, { file, cause: error });
  }
  const parsed = sweepSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.length === 0 ? 'the sweep' : path.join('.')}: ${message}`);
  throw new SmearlabError('bad-recipe', `${file} does not hold what a sweep holds. ${issues.join('; ')}. docs/accuracy.md shows one.`, {
    file,
  });
}
