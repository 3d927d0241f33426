/** `smearlab study`: the whole study from the command line. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { SmearlabError } from '../../app/contract/failure.ts';
import type { StudyResult } from '../../app/contract/studyResult.ts';
import { changingLibrary, dataFolder } from '../../app/library/library.ts';
import { type LibraryStudyRequest, runLibraryStudy } from '../../app/study/libraryStudy.ts';
import { outputFolder } from '../../app/study/outputFolder.ts';
import { studyReference } from '../../app/study/reference.ts';
import { runStudy } from '../../app/study/runStudy.ts';
import type { StudyListener } from '../../app/study/study.ts';
import { studyTable } from '../../app/study/table.ts';
import { requireDevice } from '../engine-process/devices.ts';
import { engineProcess } from '../engine-process/engineProcess.ts';
import { type EngineOptions, engineOptions, withEngineOptions } from './engineOptions.ts';
import { interruptSignal } from './interrupt.ts';
import { DEFAULT_LIBRARY } from './libraryOptions.ts';
import { durationText, type ProgressLine, progressLine } from './progressLine.ts';
import { readRecipeFile } from './recipeFile.ts';
import { REAL_DEFAULTS, SAMPLE_DEFAULTS, type StudyOptions, studySettings } from './studyOptions.ts';
import { type StudyPlace, studyPlace } from './studyPlace.ts';

const DEFAULT_OUT = 'smearlab-study';

type AllOptions = StudyOptions &
  EngineOptions & {
    readonly out?: string;
    readonly library?: string;
    readonly name?: string;
    readonly recipe?: string;
    readonly resume: boolean;
    readonly verbose: boolean;
  };

export function addStudyCommand(program: Command): void {
  const command = program
    .command('study')
    .description('Runs the whole study: autoencoder, CAM16 CNN, then for each subset plain, with masks, and the ensemble.')
    .option('--wbc <dir>', 'white blood cells: train/{data,mask}/<Class>, val/data/<Class> (default: the synthetic sample)')
    .option('--cam16 <dir>', 'two-class tissue in the same layout (default: the synthetic sample)')
    .option('--prcc <dir>', 'unlabelled tissue, a flat folder of images (default: the synthetic sample)')
    .option(
      '--library <dir>',
      `with the three below: the data folder of a library, in which everything is kept (default: ${DEFAULT_LIBRARY})`,
    )
    .option('--wbc-set <name>', 'white blood cells: a data set of the library, with the masks that were drawn or accepted there')
    .option('--cam16-set <name>', 'two-class tissue: a data set of the library')
    .option('--prcc-set <name>', 'tissue for the autoencoder: a data set of the library')
    .option('--name <name>', 'what the study is called in the library (default: study)')
    .option('--subsets <list>', 'per cents of the training images', '1,10,50,100')
    .option(
      '--size <pixels>',
      `side of the network input (default: ${REAL_DEFAULTS.imageSize}; ${SAMPLE_DEFAULTS.imageSize} for the synthetic sample)`,
    )
    .option('--epochs <n>', `epochs of every run (default: ${REAL_DEFAULTS.epochs}; ${SAMPLE_DEFAULTS.epochs} for the synthetic sample)`)
    .option(
      '--batch <n>',
      `images per training step (default: ${REAL_DEFAULTS.batchSize}; ${SAMPLE_DEFAULTS.batchSize} for the synthetic sample)`,
    )
    .option('--seed <n>', 'seed of subsets, initial weights and order', '1')
    .option('--weights <a,b,c>', 'weights of the ensemble branches (default: 0.2,0.6,0.2)')
    .option('--early-stopping <n>', 'end a run after n epochs without a better score (default: never)')
    .option(
      '--recipe <recipe>',
      'a JSON recipe, or one that comes with Smearlab: reference or best (docs/accuracy.md); options given here go before it',
    )
    .option('--out <dir>', `output folder: database, checkpoints, study.json, report.html (default: ${DEFAULT_OUT})`)
    .option('--resume', 'go on with the study of the output folder, or of that name in the library', false)
    .option('--verbose', 'a line for every epoch', false);
  withEngineOptions(command).action(study);
}

async function study(options: AllOptions): Promise<void> {
  const began = performance.now();
  const folder = outputFolder(resolve(options.out ?? DEFAULT_OUT));
  const settings = studySettings(options, options.recipe === undefined ? {} : readRecipeFile(options.recipe), folder.sample);
  const place = studyPlace(options);
  const signal = interruptSignal();
  const engine = engineOptions(options);
  // Said before hours of importing, not after.
  if (engine.device !== 'auto' && engine.device !== 'cpu') await requireDevice(engine.device, engine.threads, signal);
  const executor = engineProcess(engine);
  const line = progressLine(process.stderr);
  try {
    const request = { settings, resume: options.resume, command: commandText(), executor, signal };
    const listener = listenerOn(line, options.verbose);
    const { result, report } = await (place === undefined
      ? runStudy({ ...request, folder }, listener).then((found) => ({ result: found, report: folder.report }))
      : inLibrary(place, request, listener));
    line.clear();
    console.log(`\n${studyTable(result, studyReference().rows)}\n`);
    console.log(`Finished in ${durationText((performance.now() - began) / 1000)}: ${report}`);
  } finally {
    line.clear();
    await executor.close();
  }
}

type Asked = Omit<LibraryStudyRequest, 'library' | 'name'>;

function inLibrary({ root, name }: StudyPlace, request: Asked, listener: StudyListener): Promise<{ result: StudyResult; report: string }> {
  const { database } = dataFolder(root);
  // Made where it is not there, it would be an empty one.
  if (!existsSync(database))
    throw new SmearlabError('missing-file', `There is no library in ${root}. Name its data folder with --library.`);
  return changingLibrary(root, async (library) => {
    const { result, folder } = await runLibraryStudy({ ...request, library, name }, listener);
    return { result, report: folder.report };
  });
}

function listenerOn(line: ProgressLine, verbose: boolean): StudyListener {
  return {
    onProgress: line.show,
    onNotice: ({ kind, sentence }) => {
      if (kind === 'epoch' && !verbose) return;
      line.say(kind === 'warning' ? `Note: ${sentence}` : sentence);
    },
  };
}

/** The command as a person would type it again. */
function commandText(): string {
  const quoted = process.argv.slice(2).map((part) => (/^[\w./,:=%+-]+$/.test(part) ? part : JSON.stringify(part)));
  return ['smearlab', ...quoted].join(' ');
}
