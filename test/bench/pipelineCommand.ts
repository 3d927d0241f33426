/** `bench pipeline`: trains the WBC ResNet on real files and says how long the engine waited for them. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { SmearlabError } from '../../app/contract/failure.ts';
import { wholeNumber } from '../../main/cli/studyOptions.ts';
import { defaultData, type Measured, measurePipeline, type PipelineFigures, summary } from './measurePipeline.ts';

type Options = {
  readonly data?: string;
  readonly size: string;
  readonly batch: string;
  readonly epochs: string;
  readonly images: string;
  readonly threads: string;
  readonly workers: string;
  readonly rounds: string;
  readonly cacheFolder?: string;
  readonly json: boolean;
};

export function addPipelineCommand(program: Command): void {
  program
    .command('pipeline')
    .description('The share of time that training waits for images, and images per second, with and without augmentation, epoch by epoch.')
    .option('--data <dir>', 'train/data/<Class>/… (default: real images where they lie beside the project, else the synthetic sample)')
    .option('--size <pixels>', 'side of the images', '96')
    .option('--batch <n>', 'images in a step', '32')
    .option('--epochs <n>', 'epochs of each training; the first one decodes', '3')
    .option('--images <n>', 'at most so many training images', '800')
    .option('--threads <n>', 'threads that compute', String(availableParallelism()))
    .option('--workers <list>', 'threads that prepare batches; several numbers, such as 0,1,2, are measured in turn', '1')
    .option('--rounds <n>', 'how often each is measured', '1')
    .option('--cache-folder <dir>', 'with a disk cache there, and none in memory')
    .option('--json', 'print JSON', false)
    .action(async (options: Options) => {
      const measured: Measured = {
        data: options.data === undefined ? await defaultData() : resolve(options.data),
        size: wholeNumber('--size', options.size, 16, 2048),
        batch: wholeNumber('--batch', options.batch, 1, 4096),
        epochs: wholeNumber('--epochs', options.epochs, 1, 1000),
        images: wholeNumber('--images', options.images, 2, 1_000_000),
        threads: wholeNumber('--threads', options.threads, 1, 1024),
        cacheFolder: options.cacheFolder === undefined ? null : resolve(options.cacheFolder),
      };
      const workers = options.workers.split(',').map((text) => wholeNumber('--workers', text, 0, 64));
      if (workers.length === 0) throw new SmearlabError('wrong-usage', '--workers takes numbers separated by commas, such as 0,1.');
      const rounds = wholeNumber('--rounds', options.rounds, 1, 1000);
      const figures: PipelineFigures[] = [];
      for (let round = 1; round <= rounds; round++) {
        for (const augmented of [false, true]) {
          for (const count of workers) figures.push(await measurePipeline(measured, count, augmented));
        }
      }
      const medians = summary(figures);
      console.log(options.json ? JSON.stringify({ ...measured, rounds, figures, medians }) : inWords(figures, medians));
    });
}

function inWords(figures: readonly PipelineFigures[], medians: ReturnType<typeof summary>): string {
  const named = ({ workers, augmented }: { readonly workers: number; readonly augmented: boolean }) =>
    `${workers} workers, ${augmented ? 'augmented' : 'as they are'}`;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const lines = figures.flatMap((figure) =>
    figure.epochs.map(
      ({ epoch, waitedShare, imagesPerSecond }) =>
        `${named(figure)}, epoch ${epoch}: waited ${percent(waitedShare)}, ${imagesPerSecond} images/s`,
    ),
  );
  const last = medians.map(
    (median) =>
      `${named(median)}: after the first epoch waited ${percent(median.waitedShare)}, ${median.imagesPerSecond} images/s (${median.ratio} of that without workers)`,
  );
  return [...lines, '', ...last].join('\n');
}
