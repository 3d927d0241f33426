/** `bench engine`: training and inference of one network in images per second, alone or in turn with PyTorch. */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import type { Device, DeviceChoice } from '../../app/contract/device.ts';
import { SmearlabError } from '../../app/contract/failure.ts';
import { recipeSchema } from '../../app/contract/recipe.ts';
import { deviceOption } from '../../main/cli/engineOptions.ts';
import { wholeNumber } from '../../main/cli/studyOptions.ts';
import { DeviceChooser } from '../../main/engine-process/devices.ts';
import { type Comparison, type EngineFigures, type Measured, NETWORK_NAMES, type NetworkName } from './figures.ts';
import { choiceOf, classesOf, measureEngine } from './measureEngine.ts';
import { compareWithTorch } from './torchPeer.ts';

type Options = {
  readonly network: NetworkName;
  readonly size: string;
  readonly batch: string;
  readonly steps: string;
  readonly device: DeviceChoice;
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
    .addOption(deviceOption())
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
      const device = options.device === 'auto' ? await chosenFor(what) : options.device;
      const figures = options.peer === undefined ? await measureEngine(what, device) : await compareWithTorch(what, device, rounds);
      console.log(options.json ? JSON.stringify(figures) : inWords(figures));
    });
}

/** As a run of the study would be given a device. */
async function chosenFor({ network, size, batch, threads }: Measured): Promise<Device> {
  const loss = network === 'autoencoder' ? 'mse' : 'cross-entropy';
  const recipe = { network: choiceOf(network), imageSize: size, maskedCopies: false, loss, training: { batchSize: batch } };
  const parsed = recipeSchema.safeParse(recipe);
  if (!parsed.success) throw new SmearlabError('wrong-usage', '--device auto takes --size from 16 to 2048. Name a device for other sizes.');
  const workload = { recipe: parsed.data, classes: classesOf(network) };
  const { device, sentence } = await new DeviceChooser(threads).choose(workload, new AbortController().signal);
  console.error(sentence);
  return device;
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
