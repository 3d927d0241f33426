/** `bench floor`: how far the training of a network is from what this computer could do at best. */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { describeNetwork, trainableIn } from '../../app/networks/describeNetwork.ts';
import { wholeNumber } from '../../main/cli/studyOptions.ts';
import { measureCeilings } from './ceilings.ts';
import { NETWORK_NAMES, type NetworkName, rounded } from './figures.ts';
import { floorSeconds, trainingCosts } from './floor.ts';
import { choiceOf, classesOf, measureEngine } from './measureEngine.ts';

type Options = {
  readonly network: NetworkName;
  readonly size: string;
  readonly batch: string;
  readonly steps: string;
  readonly threads: string;
};

export function addFloorCommand(program: Command): void {
  program
    .command('floor')
    .description('Operations and bytes of training one image, over what this computer can do at best, beside what the engine reaches.')
    .addOption(new Option('--network <name>', 'what is trained').choices(NETWORK_NAMES).default('wbc'))
    .option('--size <pixels>', 'side of the images', '96')
    .option('--batch <n>', 'images in a step', '8')
    .option('--steps <n>', 'steps that are timed', '20')
    .option('--threads <n>', 'threads that compute', String(availableParallelism()))
    .action(async (options: Options) => {
      const size = wholeNumber('--size', options.size, 1, 4096);
      const batch = wholeNumber('--batch', options.batch, 1, 4096);
      const steps = wholeNumber('--steps', options.steps, 1, 100_000);
      const threads = wholeNumber('--threads', options.threads, 1, 1024);
      const choice = choiceOf(options.network);
      const costs = trainingCosts(describeNetwork(choice, size, classesOf(options.network)), batch, trainableIn(choice));
      const ceilings = await measureCeilings(threads);
      const floor = 1 / floorSeconds(costs, ceilings);
      const reached = await measureEngine({ network: options.network, size, batch, steps, threads });
      console.log(
        JSON.stringify({
          network: options.network,
          size,
          batch,
          threads,
          gigaOperationsPerImage: rounded(costs.reduce((sum, cost) => sum + cost.operations, 0) / 1e9),
          megabytesPerImage: rounded(costs.reduce((sum, cost) => sum + cost.bytes, 0) / 1e6),
          ceilingGigaOperationsPerSecond: rounded(ceilings.operations / 1e9),
          ceilingGigabytesPerSecond: rounded(ceilings.bytes / 1e9),
          floorImagesPerSecond: rounded(floor),
          trainImagesPerSecond: reached.trainImagesPerSecond,
          reachedShare: rounded(reached.trainImagesPerSecond / floor),
        }),
      );
    });
}
