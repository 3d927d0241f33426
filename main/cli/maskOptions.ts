/** What the commands over masks have in common. */
import type { Command } from 'commander';
import { SmearlabError } from '../../app/contract/failure.ts';
import type { DataSetRow } from '../../app/store/dataSets.ts';
import { findImageByPath, type ImageRow } from '../../app/store/images.ts';
import type { Store } from '../../app/store/store.ts';
import { withLibraryOption } from './libraryOptions.ts';

export type MaskOptions = { readonly library: string; readonly dataSet?: string };

export function withDataSet(command: Command): Command {
  return withLibraryOption(command).option('--data-set <name>', 'the data set, where there are several');
}

/** @throws SmearlabError wrong-usage */
export function imageAt(store: Store, dataSet: DataSetRow, path: string): ImageRow {
  const image = findImageByPath(store, dataSet.id, path);
  if (image !== undefined && !image.gone) return image;
  throw new SmearlabError('wrong-usage', `The data set ${dataSet.name} has no image ${path}. Give its path under ${dataSet.root}.`);
}
