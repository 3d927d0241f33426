/** Reads a folder's layout from the relative paths of its files: which are images, of which class and split, and which mask is whose. */
import { SmearlabError } from '../../contract/failure.ts';
import type { ImportSettings, LayoutName } from '../../contract/library.ts';
import type { Split } from '../../contract/words.ts';
import { byName } from '../dataSet.ts';
import { named } from '../folded.ts';
import { classFolders } from './classFolders.ts';
import { groupsBy } from './groups.ts';
import { labelledByFile } from './labelledByFile.ts';
import type { LabelRow } from './labels.ts';
import { isIgnored, isMaskFolder, key, placeOf, SPLITS } from './places.ts';
import { splitFolders } from './splitFolders.ts';
import { unlabelled } from './unlabelled.ts';

export { isIgnored } from './places.ts';

/** `split` null: still to be drawn (drawSplits.ts). `group`: the smear or patient, null where that is not known. */
export type DiscoveredImage = {
  readonly path: string;
  readonly class: string | null;
  readonly split: Split | null;
  readonly group: string | null;
  readonly mask: string | null;
};

/** `images` in order of path; `warnings` are sentences about the layout itself. */
export type Layout = { readonly images: readonly DiscoveredImage[]; readonly warnings: readonly string[] };

/** Relative to the root, with `/` between folders. */
export type FolderListing = { readonly files: readonly string[]; readonly folders: readonly string[] };

/** What one layout's reader takes: what systems leave behind is gone, and all is in order of path. */
export type LayoutInput = FolderListing & { readonly root: string };

export type DiscoverOptions = {
  readonly settings: ImportSettings;
  /** Splits without which the data set is of no use to who asks. */
  readonly requiredSplits: readonly Split[];
  /** The rows of the file of labels, for that layout. */
  readonly labels: readonly LabelRow[];
};

const EXPECTED: Readonly<Record<LayoutName, string>> = {
  splits:
    'Expected are train/data/<Class>/… and val/data/<Class>/… (test/data/<Class>/… if you have it), with masks under train/mask/<Class>/….',
  classes: 'Expected is a folder for each class, <Class>/…, or data/<Class>/… with masks under mask/<Class>/….',
  labels: 'Expected are images, and a CSV or JSON file that says of each which class it is.',
  unlabelled: 'Expected is one folder of images, or train/data/… and val/data/….',
};

/**
 * What the layout says of a data set.
 * @throws SmearlabError no-images or unknown-layout with a sentence that shows the layout expected; wrong-usage for a bad pattern.
 */
export function discoverLayout(root: string, listing: FolderListing, options: DiscoverOptions): Layout {
  const { settings, requiredSplits, labels } = options;
  const expected = EXPECTED[settings.layout];
  const group = groupsBy(settings.groupBy);
  const input = visibleOf(root, listing, settings.labels);
  if (input.files.length === 0) throw new SmearlabError('no-images', `The folder ${root} holds no images. ${expected}`, { file: root });
  const layout = readLayout(input, settings, labels);
  const images = layout.images.map((image) => ({ ...image, group: image.group ?? group.of(image.path) }));
  checkSplits(root, images, requiredSplits, expected);
  const outside = layout.outside.length === 0 ? [] : [outsideWarning(layout.outside, expected)];
  return { images, warnings: [...layout.warnings, ...outside, ...group.warnings(images)] };
}

function visibleOf(root: string, { files, folders }: FolderListing, labelsFile: string | null): LayoutInput {
  const visible = (path: string) => !path.split('/').some(isIgnored);
  const inOrder = (paths: readonly string[]) => paths.filter(visible).sort(byName);
  return { root, files: inOrder(files).filter((file) => file !== labelsFile), folders: inOrder(folders) };
}

/** As read by one layout; `outside` are files that it has no place for. */
export type ReadLayout = Layout & { readonly outside: readonly string[] };

function readLayout(input: LayoutInput, settings: ImportSettings, labels: readonly LabelRow[]): ReadLayout {
  switch (settings.layout) {
    case 'splits':
      return splitFolders(input);
    case 'classes':
      return classFolders(input);
    case 'labels':
      return labelledByFile(input, labels);
    case 'unlabelled':
      return unlabelled(input, settings);
  }
}

function checkSplits(root: string, images: readonly DiscoveredImage[], required: readonly Split[], expected: string): void {
  if (images.length === 0) {
    throw new SmearlabError('unknown-layout', `The folder ${root} has no images where they are looked for. ${expected}`, { file: root });
  }
  for (const split of required) {
    if (images.some((image) => image.split === split || image.split === null)) continue;
    throw new SmearlabError('unknown-layout', `The folder ${root} has no images under ${split}/data/<Class>. ${expected}`, { file: root });
  }
}

function outsideWarning(outside: readonly string[], expected: string): string {
  const what = outside.length === 1 ? '1 file lies' : `${outside.length} files lie`;
  return `${what} outside the layout and ${outside.length === 1 ? 'was' : 'were'} left out: ${named(outside)}. ${expected}`;
}

/** The layout that a folder looks like, for one who did not say. */
export function guessLayout(listing: FolderListing): LayoutName {
  const { files } = visibleOf('', listing, null);
  if (files.some((file) => (placeOf(file)?.kind === 'data' ? placeOf(file)?.rest.length === 2 : false))) return 'splits';
  if (files.some((file) => file.includes('/') && SPLITS.has(key(firstFolder(file))))) return 'unlabelled';
  const classes = new Set(files.filter((file) => file.includes('/') && !isMaskFolder(firstFolder(file))).map(classFolderOf));
  return files.some((file) => !file.includes('/')) || classes.size < 2 ? 'unlabelled' : 'classes';
}

function firstFolder(file: string): string {
  return file.slice(0, Math.max(0, file.indexOf('/')));
}

/** `data/A/1.png` and `A/1.png` → A. */
function classFolderOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  return key(first) === 'data' ? second : first;
}
