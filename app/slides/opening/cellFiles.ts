/** Which files are the cells of a slide. */
import { basename, join, resolve } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import { MOST_CELLS } from '../../contract/slides.ts';
import { counted, named } from '../../library/folded.ts';
import { listRoot } from '../../library/layout/folderListing.ts';

/** `path`: as it is shown, from the slide's folder on. */
export type CellFile = { readonly file: string; readonly path: string };
export type CellFiles = { readonly folder: string | null; readonly files: readonly CellFile[]; readonly warnings: readonly string[] };

/** What may be an image by its name; what it is shows when it is read. */
export function isImageName(path: string): boolean {
  return /\.(?:jpe?g|jfif|png|tiff?|bmp|dib|webp|gif|avif|heic|heif|jp2|j2k|jxl)$/i.test(path);
}

/** All images under a folder, in order of name; other files, such as an instrument's lists, are no cells. @throws SmearlabError missing-file, no-images, wrong-usage, stopped */
export async function cellsOfFolder(given: string, signal: AbortSignal): Promise<CellFiles> {
  const folder = resolve(given);
  const listing = await listRoot(folder, signal);
  const files = listing.files.filter(isImageName);
  if (files.length === 0) {
    throw new SmearlabError('no-images', `In ${folder} there is no image. Name the folder that holds the images of a slide's cells.`, {
      file: folder,
    });
  }
  assertNotTooMany(files.length);
  const warnings = [...listing.warnings, ...listing.refused.map(({ sentence }) => sentence)];
  return { folder, files: files.map((path) => ({ file: join(folder, path), path })), warnings };
}

/** Files one by one, each once. @throws SmearlabError no-images, wrong-usage */
export function cellsOfFiles(given: readonly string[]): CellFiles {
  const all = [...new Set(given.map((file) => resolve(file)))].sort();
  const files = all.filter(isImageName);
  const others = all.filter((file) => !isImageName(file));
  if (files.length === 0)
    throw new SmearlabError('no-images', `None of these files is an image: ${named(others)}. Choose the images of a slide's cells.`);
  assertNotTooMany(files.length);
  const left = counted(others.length, 'file is no image by its name and was', 'files are no images by their names and were');
  const warnings = others.length === 0 ? [] : [`${left} left out: ${named(others.map((file) => basename(file)))}.`];
  return { folder: null, files: files.map((file) => ({ file, path: basename(file) })), warnings };
}

function assertNotTooMany(cells: number): void {
  if (cells <= MOST_CELLS) return;
  throw new SmearlabError(
    'wrong-usage',
    `These are ${cells} images; a slide has ${MOST_CELLS} cells at most. Name the folder of one slide.`,
  );
}
