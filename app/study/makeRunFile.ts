/** A run file from the images of a data set: the one place where images of the library become images of a run. Pure. */
import {
  hasMasksOfDataFolder,
  isFineTuned,
  RUN_FILE_FORMAT,
  RUN_FILE_FORMAT_2,
  RUN_FILE_FORMAT_3,
  type RunFile,
  type RunImage,
} from '../contract/runFile.ts';
import type { ImportedDataSet, LibraryImage } from '../library/dataSet.ts';

export type RunFileParts = Pick<RunFile, 'name' | 'recipe' | 'seed' | 'images' | 'subset'> & {
  readonly dataSet: Pick<ImportedDataSet, 'name' | 'hash' | 'root'>;
  readonly classes: readonly string[];
  readonly inputs: RunFile['inputs'] | readonly RunFile['inputs'][number][];
  /** Where masks that were drawn or accepted lie. */
  readonly dataFolder: string | undefined;
};

/** In the oldest format that says it all. */
export function makeRunFile({ name, recipe, seed, classes, dataSet, subset, inputs, images, dataFolder }: RunFileParts): RunFile {
  const needsFolder = hasMasksOfDataFolder({ images });
  return {
    format: isFineTuned({ recipe, inputs: [...inputs] }) ? RUN_FILE_FORMAT_3 : needsFolder ? RUN_FILE_FORMAT_2 : RUN_FILE_FORMAT,
    ...{ name, recipe, seed, classes: [...classes] },
    dataSet: { name: dataSet.name, hash: dataSet.hash, root: dataSet.root },
    ...(needsFolder && dataFolder !== undefined ? { dataFolder } : {}),
    ...{ subset, inputs: [...inputs], images },
  };
}

export function runImages(images: readonly LibraryImage[]): RunImage[] {
  return images.map(({ sha256, path, class: className, mask }) => ({ sha256, path, class: className, mask: mask && runMask(mask) }));
}

function runMask({ sha256, path, origin }: NonNullable<LibraryImage['mask']>): RunImage['mask'] {
  return origin === 'lab' ? { sha256, path } : { sha256, path, place: 'data folder' };
}

export function trainImages(images: readonly LibraryImage[]): LibraryImage[] {
  return images.filter(({ split }) => split === 'train');
}

export function valImages(images: readonly LibraryImage[]): LibraryImage[] {
  return images.filter(({ split }) => split === 'val');
}
