/** `smearlab run FILE`: executes one run file, without a database, wherever its images are. */
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { EpochMetrics } from '../../app/contract/evaluation.ts';
import { SmearlabError } from '../../app/contract/failure.ts';
import type { RunFile } from '../../app/contract/runFile.ts';
import { classificationReport } from '../../app/evaluation/classificationReport.ts';
import { confusionMatrix } from '../../app/evaluation/confusionMatrix.ts';
import { writeText } from '../../app/study/outputFolder.ts';
import { epochSentence } from '../../app/study/sentences.ts';
import { RUN_FILE, readRunFile } from '../../app/training/executeRun.ts';
import type { TrainingOutcome } from '../../app/training/training.ts';
import { engineProcess } from '../engine-process/engineProcess.ts';
import { interruptSignal } from './interrupt.ts';
import { progressLine } from './progressLine.ts';
import { wholeNumber } from './studyOptions.ts';

type RunOptions = { readonly data?: string; readonly resume: boolean; readonly threads: string; readonly cache: string };

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('Executes one run file; checkpoints and result.json are written beside it.')
    .argument('<file>', 'a run.json; its input models lie where it says, relative to its own folder')
    .option('--data <dir>', 'where the images are (default: where they were when the run was planned)')
    .option('--resume', 'go on from the last finished epoch', false)
    .option('--threads <n>', 'threads of the engine; with 1 a run gives the same bits every time', String(availableParallelism()))
    .option('--cache <megabytes>', 'memory for decoded images', '1024')
    .action(execute);
}

async function execute(file: string, options: RunOptions): Promise<void> {
  const path = resolve(file);
  const run = readRunFile(path);
  const folder = dirname(path);
  if (path !== join(folder, RUN_FILE))
    throw new SmearlabError('wrong-usage', `A run file is called ${RUN_FILE}, in a folder of its own; ${file} is not.`, { file });
  const dataRoot = resolve(options.data ?? run.dataSet.root);
  const cacheBytes = wholeNumber('--cache', options.cache, 0, 1_000_000) * 1024 ** 2;
  const executor = engineProcess({ threads: wholeNumber('--threads', options.threads, 1, 1024), cacheBytes });
  const line = progressLine(process.stderr);
  const curve: EpochMetrics[] = [];
  try {
    const outcome = await executor.execute(
      { folder, dataRoot, resume: options.resume, signal: interruptSignal() },
      {
        onStarted: ({ engine, device }) => line.say(`${run.name} on ${engine}, ${device}`),
        onProgress: ({ stage, epoch, epochs, done, total }) =>
          line.show({
            task: run.name,
            stage: `epoch ${epoch} of ${epochs}, ${stage}`,
            done,
            total,
            unit: 'images',
            perSecond: null,
            secondsLeft: null,
          }),
        onEpoch: (metrics) => {
          curve.push(metrics);
          line.say(epochSentence(run.name, metrics, run.recipe.training.epochs));
        },
      },
    );
    writeText(join(folder, 'result.json'), `${JSON.stringify(resultOf(run, curve, outcome), null, 2)}\n`);
    console.log(join(folder, 'result.json'));
  } finally {
    line.clear();
    await executor.close();
  }
}

function resultOf(run: RunFile, curve: readonly EpochMetrics[], outcome: TrainingOutcome) {
  const actual = outcome.predictions.map((prediction) => prediction.actual);
  const predicted = outcome.predictions.map((prediction) => prediction.predicted);
  const judged =
    run.classes.length === 0
      ? {}
      : { report: classificationReport(actual, predicted, run.classes), confusion: confusionMatrix(actual, predicted, run.classes.length) };
  return { run: run.name, classes: run.classes, curve, ...judged, ...outcome };
}
