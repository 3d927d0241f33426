/** `smearlab sample DIR`: writes the synthetic sample, to look at or to try the other commands on. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { makeSample } from '../../app/library/sample/makeSample.ts';
import { interruptSignal } from './interrupt.ts';
import { progressLine } from './progressLine.ts';
import { wholeNumber } from './studyOptions.ts';

export function addSampleCommand(program: Command): void {
  program
    .command('sample')
    .description('Writes the synthetic sample: five classes of cells with exact masks, two-class tissue, unlabelled tissue.')
    .argument('<dir>', 'the folder to write it to')
    .option('--seed <n>', 'another seed makes other images', '1')
    .action(async (folder: string, options: { readonly seed: string }) => {
      const line = progressLine(process.stderr);
      const seed = wholeNumber('--seed', options.seed, 0, 2 ** 31 - 1);
      const made = await makeSample(resolve(folder), { seed, signal: interruptSignal(), onProgress: line.show });
      line.clear();
      console.log(`smearlab study --wbc ${made.wbc} --cam16 ${made.cam16} --prcc ${made.prcc}`);
    });
}
