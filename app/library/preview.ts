/** What a folder holds before it is imported: its files are counted by their names, and none is opened but a file of labels. */
import { basename, extname, join, resolve } from 'node:path';
import type { ImportPreview } from '../contract/dataSets.ts';
import { SmearlabError } from '../contract/failure.ts';
import { type ImportSettings, importSettingsSchema, libraryNameSchema } from '../contract/library.ts';
import type { Split } from '../contract/words.ts';
import type { PlacedDataSet } from '../store/dataSets.ts';
import { byName } from './dataSet.ts';
import { counted, named } from './folded.ts';
import { listRoot } from './layout/folderListing.ts';
import { type LabelRow, readLabels } from './layout/labels.ts';
import { type DiscoveredImage, discoverLayout, type FolderListing, guessLayout, type Layout } from './layout/layout.ts';

/** How the names of images end. A file without an ending may be one too: what it is is seen when it is read. */
const IMAGE_ENDINGS: ReadonlySet<string> = new Set(
  ['', 'jpg', 'jpeg', 'jpe', 'jfif', 'png', 'bmp', 'dib', 'tif', 'tiff', 'webp', 'gif', 'heic', 'heif', 'avif', 'jp2', 'j2k', 'jxl'].map(
    (ending) => (ending === '' ? '' : `.${ending}`),
  ),
);
const LABEL_ENDINGS: ReadonlySet<string> = new Set(['.csv', '.tsv', '.json']);
/** Files of labels that are tried at most. */
const MOST_TRIED = 5;

/**
 * @param known the data sets of the library
 * @throws SmearlabError missing-file, no-images, unknown-layout, stopped: why nothing in the folder can be used
 */
export async function previewImport(given: string, known: readonly PlacedDataSet[], signal: AbortSignal): Promise<ImportPreview> {
  const root = resolve(given);
  const listing = await listRoot(root, signal);
  const there = known.find((dataSet) => dataSet.root === root);
  const { settings, layout } = await layoutOf(root, listing, there?.settings);
  const { usable, left } = byEnding(layout.images);
  if (usable.length === 0) {
    const what = left.length === 0 ? '' : ` ${counted(left.length, 'file is', 'files are')} something else: ${named(left)}.`;
    throw new SmearlabError('no-images', `The folder ${root} holds no images.${what} Choose the folder in which they lie.`, { file: root });
  }
  const otherFiles = counted(left.length, 'file does not look like an image by its name', 'files do not look like images by their names');
  return {
    ...{ root, name: freeName(root, known), layout: settings.layout, labels: settings.labels, known: there?.name ?? null },
    images: usable.length,
    masks: usable.filter(({ mask }) => mask !== null).length,
    classes: [...new Set(usable.flatMap((image) => (image.class === null ? [] : [image.class])))].sort(byName),
    bySplit: splitsOf(usable),
    warnings: [
      ...listing.warnings,
      ...listing.refused.map(({ sentence }) => sentence),
      ...layout.warnings,
      ...(left.length === 0 ? [] : [`${otherFiles}: ${named(left)}. The import opens them all the same.`]),
    ],
  };
}

type Found = { readonly settings: ImportSettings; readonly layout: Layout };

/** As the data set that lies there was imported; else what the folder looks like, by a file of labels where one fits. */
async function layoutOf(root: string, listing: FolderListing, before: ImportSettings | undefined): Promise<Found> {
  const of = (settings: ImportSettings, labels: readonly LabelRow[]): Found => {
    return { settings, layout: discoverLayout(root, listing, { settings, labels, requiredSplits: [] }) };
  };
  if (before !== undefined) return of(before, before.layout === 'labels' ? await readLabels(resolve(root, before.labels ?? '')) : []);
  const guessed = guessLayout(listing);
  const tried = guessed === 'unlabelled' ? listing.files.filter(mayBeLabels).slice(0, MOST_TRIED) : [];
  for (const labels of tried) {
    try {
      return of(importSettingsSchema.parse({ layout: 'labels', labels }), await readLabels(join(root, labels)));
    } catch (error) {
      // A table of something else: the folder is taken for what it looks like without it.
      if (!(error instanceof SmearlabError)) throw error;
    }
  }
  return of(importSettingsSchema.parse({ layout: guessed }), []);
}

function mayBeLabels(path: string): boolean {
  return !path.includes('/') && LABEL_ENDINGS.has(extname(path).toLowerCase());
}

function byEnding(images: readonly DiscoveredImage[]): { readonly usable: readonly DiscoveredImage[]; readonly left: readonly string[] } {
  const isImage = ({ path }: DiscoveredImage) => IMAGE_ENDINGS.has(extname(path).toLowerCase());
  return { usable: images.filter(isImage), left: images.filter((image) => !isImage(image)).map(({ path }) => path) };
}

/** null where splits are still to be drawn. */
function splitsOf(images: readonly DiscoveredImage[]): ImportPreview['bySplit'] {
  if (images.some(({ split }) => split === null)) return null;
  const of = (split: Split) => images.filter((image) => image.split === split).length;
  return { train: of('train'), val: of('val'), test: of('test') };
}

const MOST_LETTERS = 64;

/** The folder's name as far as a data set may be called so, with a number where that one is taken. */
export function freeName(root: string, known: readonly { readonly name: string }[]): string {
  const taken = new Set(known.map(({ name }) => name.toLowerCase()));
  const plain = basename(root)
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._+%-]+/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim();
  const name = plain === '' ? 'data set' : plain;
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : ` ${number}`;
    const tried = `${cut(name, MOST_LETTERS - ending.length)}${ending}`;
    if (!taken.has(tried.toLowerCase())) return libraryNameSchema.parse(tried);
  }
}

/** At most so many UTF-16 units, without half a letter. */
function cut(text: string, most: number): string {
  return text.length <= most
    ? text
    : [...text].reduce((cutText, letter) => (cutText.length + letter.length > most ? cutText : cutText + letter), '').trim();
}
