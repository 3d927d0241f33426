/** `smearlab run FILE`: executes one run file, without a database, wherever its images are. */
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { EpochMetrics } from '../../app/contract/evaluation.ts';
import { asFailure, SmearlabError } from '../../app/contract/failure.ts';
import type { RunFile } from '../../app/contract/runFile.ts';
import { classificationReport } from '../../app/evaluation/classificationReport.ts';
import { confusionMatrix } from '../../app/evaluation/confusionMatrix.ts';
import { writeText } from '../../app/study/outputFolder.ts';
import { epochSentence } from '../../app/study/sentences.ts';
import { RUN_FILE, readRunFile } from '../../app/training/executeRun.ts';
import type { TrainingOutcome } from '../../app/training/training.ts';
import { engineProcess } from '../engine-process/engineProcess.ts';
import { type EngineOptions, engineOptions, withEngineOptions } from './engineOptions.ts';
import { interruptSignal } from './interrupt.ts';
import { progressLine } from './progressLine.ts';

type RunOptions = EngineOptions & { readonly data?: string; readonly masks?: string; readonly resume: boolean };

export function addRunCommand(program: Command): void {
  const command = program
    .command('run')
    .description('Executes one run file; checkpoints and result.json are written beside it.')
    .argument('<file>', 'a run.json; its input models lie where it says, relative to its own folder')
    .option('--data <dir>', 'where the images are (default: where they were when the run was planned)')
    .option('--masks <dir>', 'the data folder of masks that were drawn or accepted (default: where it was)')
    .option('--resume', 'go on from the last finished epoch', false);
  withEngineOptions(command).action(execute);
}

async function execute(file: string, options: RunOptions): Promise<void> {
  const path = resolve(file);
  const run = readRunFile(path);
  const folder = dirname(path);
  if (path !== join(folder, RUN_FILE))
    throw new SmearlabError('wrong-usage', `A run file is called ${RUN_FILE}, in a folder of its own; ${file} is not.`, { file });
  const dataRoot = resolve(options.data ?? run.dataSet.root);
  const masks = options.masks ?? run.dataFolder;
  const dataFolder = masks === undefined ? undefined : resolve(masks);
  const executor = engineProcess(engineOptions(options));
  const line = progressLine(process.stderr);
  const curve: EpochMetrics[] = [];
  try {
    const outcome = await executor.execute(
      { folder, dataRoot, dataFolder, resume: options.resume, signal: interruptSignal() },
      {
        onNotice: (sentence) => line.say(sentence),
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
  } catch (error) {
    throw withItsRecipe(asFailure(error), path);
  } finally {
    line.clear();
    await executor.close();
  }
}

/** Where to change the recipe of a run that could not go on by it. */
function withItsRecipe(failure: SmearlabError, file: string): SmearlabError {
  if (failure.kind !== 'diverged' && failure.kind !== 'out-of-memory') return failure;
  return new SmearlabError(failure.kind, `${failure.message} Its recipe is in ${file}: change it there and start it again.`, {
    file,
    cause: failure,
  });
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
