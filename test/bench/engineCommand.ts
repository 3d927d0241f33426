/** `bench engine`: training and inference of one network in images per second, alone or in turn with PyTorch. */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { wholeNumber } from '../../main/cli/studyOptions.ts';
import { type Comparison, type EngineFigures, NETWORK_NAMES, type NetworkName } from './figures.ts';
import { measureEngine } from './measureEngine.ts';
import { compareWithTorch } from './torchPeer.ts';

type Options = {
  readonly network: NetworkName;
  readonly size: string;
  readonly batch: string;
  readonly steps: string;
  readonly threads: string;
  readonly rounds: string;
  readonly peer?: 'torch';
  readonly json: boolean;
};

export function addEngineCommand(program: Command): void {
  program
    .command('engine')
    .description('Training steps (with Adam) and inference of a network, in images per second, and the peak memory of training.')
    .addOption(new Option('--network <name>', 'what is trained').choices(NETWORK_NAMES).default('wbc'))
    .option('--size <pixels>', "side of the images (the network's own rules apply)", '96')
    .option('--batch <n>', 'images in a step', '8')
    .option('--steps <n>', 'steps that are timed, after two that are not', '20')
    .option('--threads <n>', 'threads that compute', String(availableParallelism()))
    .addOption(new Option('--peer <name>', 'measure this beside us, in turn').choices(['torch']))
    .option('--rounds <n>', 'with --peer: how often each is measured, each time in a process of its own', '3')
    .option('--json', 'print one line of JSON', false)
    .action(async (options: Options) => {
      const what = {
        network: options.network,
        size: wholeNumber('--size', options.size, 1, 4096),
        batch: wholeNumber('--batch', options.batch, 1, 4096),
        steps: wholeNumber('--steps', options.steps, 1, 100_000),
        threads: wholeNumber('--threads', options.threads, 1, 1024),
      };
      const rounds = wholeNumber('--rounds', options.rounds, 1, 1000);
      const figures = options.peer === undefined ? await measureEngine(what) : await compareWithTorch(what, rounds);
      console.log(options.json ? JSON.stringify(figures) : inWords(figures));
    });
}

function inWords(figures: EngineFigures | Comparison): string {
  const line = ({ engine, trainImagesPerSecond, inferImagesPerSecond, peakMemoryMB }: EngineFigures) =>
    `${engine}: training ${trainImagesPerSecond} images/s, inference ${inferImagesPerSecond} images/s, peak memory ${peakMemoryMB} MB`;
  const { network, size, batch, threads } = figures;
  const lines = [`${network}, ${size} px, batch ${batch}, ${threads} threads`, line(figures)];
  if ('peer' in figures) {
    const { train, infer, memory } = figures.ratios;
    lines.push(line(figures.peer), `ratios: training ${train}, inference ${infer} (above 1: faster), memory ${memory} (below 1: less)`);
  }
  return lines.join('\n');
}
