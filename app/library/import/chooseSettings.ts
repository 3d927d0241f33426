/** How a folder is to be imported: what was asked, what the data set was imported with before, and what the folder looks like. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import type { ImportSettings, LayoutName, SplitShares } from '../../contract/library.ts';
import { findDataSet } from '../../store/dataSets.ts';
import type { Store } from '../../store/store.ts';
import { listRoot } from '../layout/folderListing.ts';
import { guessLayout } from '../layout/layout.ts';

/** What a person said; the rest is as it was before, or found out. */
export type AskedImport = {
  readonly name: string;
  readonly root: string;
  readonly layout: LayoutName | undefined;
  /** A file, relative to where the command was given. */
  readonly labels: string | undefined;
  readonly split: SplitShares | undefined;
  readonly groupBy: string | undefined;
  readonly seed: number | undefined;
  /** Says that the data set's folder has moved to `root`. */
  readonly moved: boolean;
};

/**
 * @throws SmearlabError `already-there` when a data set of this name lies elsewhere and is not said to have moved, `wrong-usage` for
 * settings that contradict each other, and what listing the folder throws
 */
export async function chooseSettings(store: Store, asked: AskedImport, signal: AbortSignal): Promise<ImportSettings> {
  const root = resolve(asked.root);
  const known = findDataSet(store, asked.name);
  if (known !== undefined && known.root !== root && !asked.moved) {
    throw new SmearlabError(
      'already-there',
      `The data set ${asked.name} lies in ${known.root}. Give ${root} another --name, or add --moved if the folder was moved there.`,
      { file: root },
    );
  }
  const before = known?.settings;
  const labels = asked.labels === undefined ? (before?.labels ?? null) : insideRoot(root, resolve(asked.labels));
  const layout = asked.layout ?? (asked.labels === undefined ? before?.layout : 'labels') ?? guessLayout(await listRoot(root, signal));
  if ((layout === 'labels') !== (labels !== null)) {
    throw new SmearlabError('wrong-usage', 'The layout labels and a file given with --labels belong together: give both or neither.');
  }
  if (layout === 'splits' && asked.split !== undefined) {
    throw new SmearlabError(
      'wrong-usage',
      `${root} has its own splits, so --split does not apply. Leave it out, or choose another --layout.`,
    );
  }
  return {
    layout,
    labels,
    split: asked.split ?? before?.split ?? null,
    groupBy: asked.groupBy ?? before?.groupBy ?? null,
    seed: asked.seed ?? before?.seed ?? 1,
  };
}

/** Relative to the root where the file lies in it, so that the two can move together. */
function insideRoot(root: string, file: string): string {
  const path = relative(root, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.split(sep).join('/');
}
