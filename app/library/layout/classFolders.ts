/** A folder for each class, without splits: <Class>/…, or data/<Class>/… with masks under mask/<Class>/…. */
import type { LayoutInput, ReadLayout } from './layout.ts';
import { pairMasks } from './maskPairs.ts';
import { classSpelling, isMaskFolder, key } from './places.ts';

type Filed = { readonly path: string; readonly folder: string; readonly isData: boolean };

export function classFolders({ files }: LayoutInput): ReadLayout {
  const hasData = files.some((file) => key(file.split('/', 1).join('')) === 'data' && file.split('/').length > 2);
  const filed: Filed[] = [];
  const outside: string[] = [];
  for (const path of files) {
    const place = filedOf(path, hasData);
    if (place === undefined) outside.push(path);
    else filed.push(place);
  }
  const spelling = classSpelling(filed.map(({ folder, isData }) => ({ name: folder, isData })));
  const entries = filed.map(({ path, folder, isData }) => ({ path, isData, place: spelling.names.get(key(folder)) ?? folder }));
  const images = entries.filter(({ isData }) => isData);
  const pairs = pairMasks(
    images,
    entries.filter(({ isData }) => !isData),
  );
  const found = images.map(({ path, place }) => ({ path, class: place, split: null, group: null, mask: pairs.maskOf.get(path) ?? null }));
  return { images: found, warnings: [...spelling.warnings, ...pairs.warnings], outside };
}

/** @param hasData whether images lie under data/, so that only what lies there or under mask/ belongs to the layout */
function filedOf(path: string, hasData: boolean): Filed | undefined {
  const [first = '', ...rest] = path.split('/');
  if (isMaskFolder(first) && rest.length >= 2) return { path, folder: rest[0] ?? '', isData: false };
  if (!hasData) return rest.length >= 1 ? { path, folder: first, isData: true } : undefined;
  return key(first) === 'data' && rest.length >= 2 ? { path, folder: rest[0] ?? '', isData: true } : undefined;
}
