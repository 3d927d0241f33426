/** Reads a folder's layout from the relative paths of its files: which are images, of which class and split, and which mask is whose. */
import { SmearlabError } from '../contract/failure.ts';
import type { DataSetRole, Split } from '../contract/words.ts';
import { randomFor } from '../random/random.ts';
import { byName } from './dataSet.ts';
import { named } from './folded.ts';
import { pairMasks } from './maskPairs.ts';

export type DiscoveredImage = { readonly path: string; readonly class: string | null; readonly split: Split; readonly mask: string | null };

/** `paths` are the images in order of path; `warnings` are sentences about the layout itself. */
export type Layout = { readonly images: readonly DiscoveredImage[]; readonly warnings: readonly string[] };

/** Relative to the root, with `/` between folders. */
export type FolderListing = { readonly files: readonly string[]; readonly folders: readonly string[] };

/** What systems and tools leave in folders, never meant as data. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || /^(thumbs\.db|desktop\.ini|ehthumbs\.db|__macosx)$/i.test(name);
}

const LABELLED_LAYOUT =
  'Expected are train/data/<Class>/… and val/data/<Class>/… (test/data/<Class>/… if you have it), with masks under train/mask/<Class>/….';
const UNLABELLED_LAYOUT = 'Expected is one folder of images, or train/data/… and val/data/….';

/**
 * What the layout says of a data set.
 * @param seed of the split of unlabelled images that come in one folder
 * @throws SmearlabError no-images or unknown-layout with a sentence that shows the layout expected.
 */
export function discoverLayout(role: DataSetRole, root: string, listing: FolderListing, seed: number): Layout {
  const visible = (path: string) => !path.split('/').some(isIgnored);
  const files = listing.files.filter(visible).sort(byName);
  const folders = listing.folders.filter(visible).sort(byName);
  const expected = role === 'prcc' ? UNLABELLED_LAYOUT : LABELLED_LAYOUT;
  if (files.length === 0) {
    throw new SmearlabError('no-images', `The folder ${root} holds no images. ${expected}`, { file: root });
  }
  return role === 'prcc' ? unlabelled(root, files, seed) : labelled(root, files, folders);
}

const SPLITS: ReadonlyMap<string, Split> = new Map([
  ['train', 'train'],
  ['val', 'val'],
  ['test', 'test'],
]);

/** A path's folder names as the layout compares them: without regard to case. */
function key(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

type Place = { readonly split: Split; readonly kind: 'data' | 'mask'; readonly rest: readonly string[] };

/** `Train/Data/Basophil/a.png` → train, data, [Basophil, a.png]; undefined outside the layout. */
function placeOf(path: string): Place | undefined {
  const [first = '', second = '', ...rest] = path.split('/');
  const split = SPLITS.get(key(first));
  const kind = key(second) === 'data' ? 'data' : /^masks?$/.test(key(second)) ? 'mask' : undefined;
  return split === undefined || kind === undefined ? undefined : { split, kind, rest };
}

type Labelled = { readonly path: string; readonly split: Split; readonly class: string };

function labelled(root: string, files: readonly string[], folders: readonly string[]): Layout {
  const spelling = classSpelling([...folders, ...files.map((file) => file.slice(0, Math.max(0, file.lastIndexOf('/'))))]);
  const images: Labelled[] = [];
  const masks: Labelled[] = [];
  const outside: string[] = [];
  for (const path of files) {
    const place = placeOf(path);
    const [folder, name, ...deeper] = place?.rest ?? [];
    if (place === undefined || folder === undefined || name === undefined || deeper.length > 0) {
      outside.push(path);
      continue;
    }
    const entry = { path, split: place.split, class: spelling.names.get(key(folder)) ?? folder };
    (place.kind === 'data' ? images : masks).push(entry);
  }
  for (const split of ['train', 'val'] as const) {
    if (images.some((image) => image.split === split)) continue;
    throw new SmearlabError('unknown-layout', `The folder ${root} has no images under ${split}/data/<Class>. ${LABELLED_LAYOUT}`, {
      file: root,
    });
  }
  const pairs = pairMasks(images, masks);
  const warnings = [...spelling.warnings, ...emptyClasses(folders, images, spelling.names), ...outsideWarning(outside), ...pairs.warnings];
  return { images: images.map((image) => ({ ...image, mask: pairs.maskOf.get(image.path) ?? null })), warnings };
}

/** One spelling per class, the first in order of path: `Basophil` and `basophil` are the same class. */
function classSpelling(folders: readonly string[]): { names: Map<string, string>; warnings: string[] } {
  const spellings = new Map<string, Set<string>>();
  const names = new Map<string, string>();
  for (const folder of [...new Set(folders)].sort(byName)) {
    const [name] = placeOf(folder)?.rest ?? [];
    if (name === undefined) continue;
    spellings.set(key(name), (spellings.get(key(name)) ?? new Set()).add(name.normalize('NFC')));
    if (placeOf(folder)?.kind === 'data' && !names.has(key(name))) names.set(key(name), name.normalize('NFC'));
  }
  const several = [...spellings.values()].filter((set) => set.size > 1);
  const warnings = several.map((set) => `The class folders ${[...set].join(' and ')} are taken as one class. Give them one spelling.`);
  return { names, warnings };
}

/** Class folders without a single file. */
function emptyClasses(folders: readonly string[], images: readonly Labelled[], names: ReadonlyMap<string, string>): string[] {
  const empty = folders.filter((folder) => {
    const place = placeOf(folder);
    if (place?.kind !== 'data' || place.rest.length !== 1) return false;
    const name = place.rest[0] ?? '';
    return !images.some((image) => image.split === place.split && image.class === (names.get(key(name)) ?? name));
  });
  if (empty.length === 0) return [];
  return [
    `No image lies in the class ${empty.length === 1 ? 'folder' : 'folders'} ${named(empty)}. Add images there, or remove the folder.`,
  ];
}

function outsideWarning(outside: readonly string[]): string[] {
  if (outside.length === 0) return [];
  const what = outside.length === 1 ? '1 file lies' : `${outside.length} files lie`;
  return [`${what} outside the layout and ${outside.length === 1 ? 'was' : 'were'} left out: ${named(outside)}. ${LABELLED_LAYOUT}`];
}

/** Unlabelled images: split by folder where there are split folders, else a tenth to val. */
function unlabelled(root: string, files: readonly string[], seed: number): Layout {
  const splitFolders = files.some((file) => file.includes('/') && SPLITS.has(key(file.split('/', 1).join(''))));
  const images: DiscoveredImage[] = [];
  const outside: string[] = [];
  for (const path of files) {
    const parts = path.split('/');
    const split = SPLITS.get(key(parts[0] ?? ''));
    const place = placeOf(path);
    if (splitFolders && split !== undefined && parts.length > 1) {
      if (place?.kind !== 'mask' && parts.length <= 4) images.push({ path, class: null, split, mask: null });
      else if (place?.kind !== 'mask') outside.push(path);
    } else if (!splitFolders && parts.length <= 2) images.push({ path, class: null, split: 'train', mask: null });
    else outside.push(path);
  }
  if (images.length === 0) {
    throw new SmearlabError('unknown-layout', `The folder ${root} has no images where they are looked for. ${UNLABELLED_LAYOUT}`, {
      file: root,
    });
  }
  const hasVal = images.some((image) => image.split === 'val');
  const warnings = outside.length === 0 ? [] : [`Outside the layout and left out: ${named(outside)}. ${UNLABELLED_LAYOUT}`];
  return { images: hasVal ? images : splitTenth(images, seed), warnings };
}

const VAL_SHARE = 0.1;

/**
 * Sends about a tenth of the training images to val. Each file's lot depends on its path and the seed alone, so files that are added
 * later move no other; where no lot falls on val, the smallest one goes there.
 */
export function splitTenth(images: readonly DiscoveredImage[], seed: number): DiscoveredImage[] {
  const lots = images.map((image) => ({ image, lot: image.split === 'train' ? randomFor(seed, 'split', image.path).uniform(0, 1) : 1 }));
  const training = lots.filter(({ image }) => image.split === 'train');
  const smallest = Math.min(...training.map(({ lot }) => lot));
  const limit = training.length < 2 ? 0 : Math.max(VAL_SHARE, smallest + Number.EPSILON);
  return lots.map(({ image, lot }) => (lot < limit ? { ...image, split: 'val' } : image));
}
