/** `smearlab export images`: a data set or a subset of it as a list of files. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { SmearlabError, writeFailure } from '../../app/contract/failure.ts';
import { splitSchema } from '../../app/contract/words.ts';
import { type ImageListFormat, imageListText, type ListedImage } from '../../app/library/imageList.ts';
import { type DataFolder, dataSetCalled, readingLibrary } from '../../app/library/library.ts';
import { listImages } from '../../app/library/listImages.ts';
import type { Store } from '../../app/store/store.ts';
import { listSubsets } from '../../app/store/subsets.ts';
import { withLibraryOption } from './libraryOptions.ts';

type Options = {
  readonly library: string;
  readonly dataSet?: string;
  readonly subset?: string;
  readonly split?: string;
  readonly absolute: boolean;
  readonly format: ImageListFormat;
  readonly out?: string;
};

/** @param command the command group `export` */
export function addExportImagesCommand(command: Command): void {
  withLibraryOption(command.command('images'))
    .description('Writes the images of a data set, or of a subset, as a list: file, class, split, mask, group, SHA-256.')
    .option('--data-set <name>', 'the data set, where there are several')
    .option('--subset <name>', 'the training images of this subset alone')
    .addOption(new Option('--split <split>', 'images of this split alone').choices(splitSchema.options))
    .option('--absolute', "whole paths; else as seen from the data set's folder, drawn masks always whole", false)
    .addOption(
      new Option('--format <format>', 'csv can be imported again with --labels; txt: paths alone')
        .choices(['csv', 'json', 'txt'])
        .default('csv'),
    )
    .option('--out <file>', 'write to this file (default: standard output)')
    .action(exportImages);
}

async function exportImages(options: Options): Promise<void> {
  const listed = await readingLibrary(options.library, (store, folder) => imagesOf(store, folder, options));
  const text = imageListText(listed, options.format);
  if (options.out === undefined) process.stdout.write(text);
  else {
    const file = resolve(options.out);
    await writeFile(file, text).catch((error: unknown) => {
      throw writeFailure(error, file);
    });
    console.log(`${listed.length} images: ${file}`);
  }
}

function imagesOf(store: Store, folder: DataFolder, options: Options): ListedImage[] {
  const dataSet = dataSetCalled(store, options.dataSet);
  const subset = options.subset === undefined ? undefined : subsetCalled(store, dataSet.id, options.subset);
  const split = options.split === undefined ? undefined : splitSchema.parse(options.split);
  return listImages(store, folder, dataSet, { subset, split, isAbsolute: options.absolute });
}

function subsetCalled(store: Store, dataSetId: number, name: string): number {
  const all = listSubsets(store, dataSetId);
  const subset = all.find((one) => one.name === name);
  if (subset !== undefined) return subset.id;
  const names = all.map((one) => one.name).join(', ') || 'there are none';
  throw new SmearlabError('wrong-usage', `There is no subset ${name} (${names}). Draw it with smearlab subset.`);
}
