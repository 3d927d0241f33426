/** The layout of the study: train/data/<Class>/…, val/data/<Class>/…, with masks under train/mask/<Class>/…. */
import type { Split } from '../../contract/words.ts';
import { byName } from '../dataSet.ts';
import { named } from '../folded.ts';
import type { LayoutInput, ReadLayout } from './layout.ts';
import { pairMasks } from './maskPairs.ts';
import { type ClassSpelling, classSpelling, key, placeOf } from './places.ts';

type Labelled = { readonly path: string; readonly split: Split; readonly class: string; readonly place: string };

export function splitFolders({ files, folders }: LayoutInput): ReadLayout {
  const spelling = spellingOf(files, folders);
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
    const label = spelling.names.get(key(folder)) ?? folder;
    (place.kind === 'data' ? images : masks).push({ path, split: place.split, class: label, place: `${place.split}/${label}` });
  }
  const pairs = pairMasks(images, masks);
  const warnings = [...spelling.warnings, ...emptyClasses(folders, images, spelling), ...pairs.warnings];
  const found = images.map(({ path, split, class: label }) => ({
    ...{ path, class: label, split, group: null },
    mask: pairs.maskOf.get(path) ?? null,
  }));
  return { images: found, warnings, outside };
}

function spellingOf(files: readonly string[], folders: readonly string[]): ClassSpelling {
  const all = new Set([...folders, ...files.map((file) => file.slice(0, Math.max(0, file.lastIndexOf('/'))))]);
  const placed = [...all].sort(byName).flatMap((folder) => {
    const place = placeOf(folder);
    const name = place?.rest[0];
    return place === undefined || name === undefined ? [] : [{ name, isData: place.kind === 'data' }];
  });
  return classSpelling(placed);
}

/** Class folders without a single file. */
function emptyClasses(folders: readonly string[], images: readonly Labelled[], { names }: ClassSpelling): string[] {
  const filled = new Set(images.map(({ place }) => place));
  const empty = folders.filter((folder) => {
    const place = placeOf(folder);
    if (place?.kind !== 'data' || place.rest.length !== 1) return false;
    const name = place.rest[0] ?? '';
    return !filled.has(`${place.split}/${names.get(key(name)) ?? name}`);
  });
  if (empty.length === 0) return [];
  return [
    `No image lies in the class ${empty.length === 1 ? 'folder' : 'folders'} ${named(empty)}. Add images there, or remove the folder.`,
  ];
}
