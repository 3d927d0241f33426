/** The images of a data set, or of a subset of it, as a list of files. */
import { join } from 'node:path';
import type { Split } from '../contract/words.ts';
import type { DataSetRow } from '../store/dataSets.ts';
import { eachImage } from '../store/images.ts';
import type { Store } from '../store/store.ts';
import { subsetImageIds } from '../store/subsets.ts';
import { maskFile } from './drawnMasks.ts';
import type { ListedImage } from './imageList.ts';
import type { DataFolder } from './library.ts';

export type Listing = {
  /** The id of a subset; its images alone. */
  readonly subset?: number | undefined;
  readonly split?: Split | undefined;
  /** Whole paths; else as seen from the data set's folder, those of masks in the data folder always whole. */
  readonly isAbsolute: boolean;
};

/** In order of path. */
export function listImages(store: Store, folder: DataFolder, dataSet: DataSetRow, { subset, split, isAbsolute }: Listing): ListedImage[] {
  const members = subset === undefined ? undefined : new Set(subsetImageIds(store, subset));
  const listed: ListedImage[] = [];
  for (const image of eachImage(store, dataSet.id)) {
    if (members !== undefined && !members.has(image.id)) continue;
    if (split !== undefined && image.split !== split) continue;
    const { mask } = image;
    listed.push({
      file: isAbsolute ? join(dataSet.root, image.path) : image.path,
      class: image.class,
      split: image.split,
      mask: mask && (isAbsolute || mask.origin !== 'lab' ? maskFile(folder, dataSet, mask) : mask.path),
      group: image.group,
      sha256: image.sha256,
    });
  }
  return listed;
}
