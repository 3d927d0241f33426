/** `smearlab masks`: how far masks reach; masked copies; masks drawn by hand, kept beside the lab's. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import sharp from 'sharp';
import { SmearlabError, writeFailure } from '../../app/contract/failure.ts';
import type { MaskCoverage } from '../../app/contract/library.ts';
import { forgetDrawnMask, maskedCopy, saveDrawnMask } from '../../app/library/drawnMasks.ts';
import { changingLibrary, dataSetCalled, readingLibrary } from '../../app/library/library.ts';
import { maskCoverage } from '../../app/store/masks.ts';
import { imageAt, type MaskOptions, withDataSet } from './maskOptions.ts';
import { addProposeCommands } from './proposeCommand.ts';
import { wholeNumber } from './studyOptions.ts';

export function addMasksCommand(program: Command): void {
  const masks = program.command('masks').description('Masks of a data set: coverage, masked copies, masks drawn by hand or proposed.');
  withDataSet(masks.command('coverage', { isDefault: true }))
    .description('How many images of each class have a mask.')
    .option('--json', 'one JSON array', false)
    .action(coverage);
  withDataSet(masks.command('copy'))
    .description('Writes the masked copy of an image, image × mask on black, as PNG.')
    .argument('<image>', "the image's path in its data set")
    .requiredOption('--out <file>', 'the PNG to write')
    .option('--size <pixels>', 'its side', '384')
    .action(copy);
  withDataSet(masks.command('save'))
    .description("Keeps a mask drawn or corrected by hand, which from now on counts in place of the lab's.")
    .argument('<image>', "the image's path in its data set")
    .argument('<file>', 'the mask: bright where the cell is')
    .action(save);
  withDataSet(masks.command('forget'))
    .description("Takes a drawn mask back: the lab's counts again.")
    .argument('<image>', "the image's path in its data set")
    .action(forget);
  addProposeCommands(masks);
}

async function coverage(options: MaskOptions & { readonly json: boolean }): Promise<void> {
  const { name, rows } = await readingLibrary(options.library, (store) => {
    const dataSet = dataSetCalled(store, options.dataSet);
    return { name: dataSet.name, rows: maskCoverage(store, dataSet.id) };
  });
  if (options.json) console.log(JSON.stringify(rows));
  else console.log([`Masks of ${name}`, ...rows.map(coverageText)].join('\n'));
}

function coverageText({ class: label, split, images, drawn, lab, accepted, proposed, meanForeground }: MaskCoverage): string {
  const share = (((drawn + lab + accepted) * 100) / images).toFixed(1);
  const area = meanForeground === null ? '' : `  cell area ${(meanForeground * 100).toFixed(1)} %`;
  const proposals = accepted === 0 ? '' : `, ${accepted} accepted`;
  const waiting = proposed === 0 ? '' : `  ${proposed} proposed`;
  return `${(label ?? 'unlabelled').padEnd(16)} ${split.padEnd(5)} ${String(images).padStart(7)} images  ${share.padStart(5)} % with mask (${lab} lab, ${drawn} drawn${proposals})${waiting}${area}`;
}

async function copy(path: string, options: MaskOptions & { readonly out: string; readonly size: string }): Promise<void> {
  const size = wholeNumber('--size', options.size, 1, 8192);
  const file = resolve(options.out);
  const pixels = await readingLibrary(options.library, (store, folder) => {
    const dataSet = dataSetCalled(store, options.dataSet);
    return maskedCopy(folder, dataSet, imageAt(store, dataSet, path), size);
  });
  try {
    await sharp(pixels, { raw: { width: size, height: size, channels: 3 } })
      .png()
      .toFile(file);
  } catch (error) {
    throw writeFailure(error, file);
  }
  console.log(file);
}

async function save(path: string, file: string, options: MaskOptions): Promise<void> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new SmearlabError('missing-file', `The mask ${file} cannot be read. Check its path.`, { file, cause: error });
  });
  const saved = await changingLibrary(options.library, (library) => {
    const dataSet = dataSetCalled(library.store, options.dataSet);
    return saveDrawnMask(library, imageAt(library.store, dataSet, path), bytes);
  });
  console.log(`${path}: ${saved.path}, cell area ${((saved.foreground ?? 0) * 100).toFixed(1)} %`);
}

async function forget(path: string, options: MaskOptions): Promise<void> {
  await changingLibrary(options.library, (library) => {
    const dataSet = dataSetCalled(library.store, options.dataSet);
    forgetDrawnMask(library, imageAt(library.store, dataSet, path));
  });
  console.log(`${path}: the drawn mask no longer counts.`);
}
