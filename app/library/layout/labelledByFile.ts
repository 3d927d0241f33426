/** A folder of images, however deep, with a file of labels: each row is matched with the one file it can mean. */
import { SmearlabError } from '../../contract/failure.ts';
import { counted, named } from '../folded.ts';
import type { LabelRow } from './labels.ts';
import type { DiscoveredImage, LayoutInput, ReadLayout } from './layout.ts';
import { pairMasks, stemOf } from './maskPairs.ts';
import { isMaskFolder } from './places.ts';

/**
 * Images that no row names are left out and said, and so are rows that name no file, or several.
 * @throws SmearlabError unknown-layout when not a single row names a file
 */
export function labelledByFile({ root, files }: LayoutInput, labels: readonly LabelRow[]): ReadLayout {
  const inMasks = files.filter((file) => file.split('/').slice(0, -1).some(isMaskFolder));
  const maskSet = new Set(inMasks);
  const images = new FileNames(files.filter((file) => !maskSet.has(file)));
  const all = new FileNames(files);
  const found = new Map<string, DiscoveredImage>();
  const said = { missing: [] as string[], ambiguous: [] as string[], twice: [] as string[], noMask: [] as string[] };
  for (const row of labels) {
    const matches = images.matching(row.file);
    const [path] = matches;
    if (path === undefined) said.missing.push(row.file);
    else if (matches.length > 1) said.ambiguous.push(row.file);
    else if (found.has(path)) said.twice.push(row.file);
    else {
      const [mask] = row.mask === null ? [] : all.matching(row.mask);
      if (row.mask !== null && mask === undefined) said.noMask.push(row.mask);
      found.set(path, { path, class: row.class, split: row.split, group: row.group, mask: mask ?? null });
    }
  }
  if (found.size === 0) {
    const example = labels[0]?.file ?? 'no row';
    throw new SmearlabError(
      'unknown-layout',
      `None of the ${labels.length} rows of the file of labels names a file under ${root} (first: ${example}). Name files as they are called there, or their paths in it.`,
      { file: root },
    );
  }
  const pairs = pairMasks(
    [...found.values()].filter((image) => image.mask === null).map(({ path }) => ({ path, place: '' })),
    inMasks.map((path) => ({ path, place: '' })),
  );
  const masked = [...found.values()].map((image) => ({ ...image, mask: image.mask ?? pairs.maskOf.get(image.path) ?? null }));
  const used = new Set(masked.flatMap(({ mask }) => (mask === null ? [] : [mask])));
  const unnamed = files.filter((file) => !found.has(file) && !used.has(file) && !maskSet.has(file));
  const order = new Map(files.map((file, index) => [file, index]));
  return {
    images: masked.sort((a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0)),
    warnings: [...rowWarnings(said), ...unnamedWarning(unnamed)],
    outside: [],
  };
}

function rowWarnings(said: Readonly<Record<'missing' | 'ambiguous' | 'twice' | 'noMask', readonly string[]>>): string[] {
  const sentence = (rows: readonly string[], one: string, many: string, advice: string) =>
    rows.length === 0 ? [] : [`${counted(rows.length, one, many)}: ${named(rows)}. ${advice}`];
  return [
    ...sentence(said.missing, 'row of labels names no file', 'rows of labels name no file', 'Put the files there, or remove the rows.'),
    ...sentence(
      said.ambiguous,
      'row of labels may mean several files and was left out',
      'rows of labels may mean several files and were left out',
      'Write their paths.',
    ),
    ...sentence(
      said.twice,
      'row of labels names a file that has a row already; the first counts',
      'rows of labels name files that have a row already; the first counts',
      'Keep one row for each image.',
    ),
    ...sentence(said.noMask, 'mask of the labels is not there', 'masks of the labels are not there', 'Put them there.'),
  ];
}

function unnamedWarning(unnamed: readonly string[]): string[] {
  if (unnamed.length === 0) return [];
  const which = counted(unnamed.length, 'file has no row of labels and was left out', 'files have no row of labels and were left out');
  return [`${which}: ${named(unnamed)}. Add rows for the images among them.`];
}

/** Files by path, by name and by name without extension; a number also without its leading zeros, as tables like to drop them. */
class FileNames {
  readonly #by: readonly ReadonlyMap<string, readonly string[]>[];

  constructor(files: readonly string[]) {
    this.#by = NAMINGS.map((naming) => Map.groupBy(files, naming));
  }

  /** All files that the name may mean, by the strictest way of naming that finds any. */
  matching(name: string): readonly string[] {
    for (const [index, naming] of NAMINGS.entries()) {
      const found = this.#by[index]?.get(naming(name));
      // A name with folders in it means that path alone.
      if (found !== undefined && (index === 0 || !name.includes('/'))) return found;
    }
    return [];
  }
}

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1).normalize('NFC');

const NAMINGS: readonly ((path: string) => string)[] = [
  (path) => path.normalize('NFC'),
  baseName,
  (path) => baseName(path).toLowerCase(),
  (path) => stemOf(path).toLowerCase(),
  (path) =>
    stemOf(path)
      .toLowerCase()
      .replace(/^0+(?=\d)/, ''),
];
