/** Folders as labs have them, with all kinds of trouble, for the tests of import and findings. */
import { linkSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import sharp from 'sharp';
import { cells } from '../../app/library/duplicates/pictures.fixture.ts';

/** Writes files under `root`, by their paths. */
export function writeFiles(root: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
}

/**
 * 15 images that can be read, in three classes; beside them one that is cut off, one that is none, a mask of another shape, a file
 * outside the layout, a class that is only in val and one without images.
 */
export async function troubledFolder(root: string): Promise<void> {
  const [neutrophils, lymphocytes, monocytes] = await Promise.all([cells(8, 4), cells(5, 2), cells(2, 3)]);
  const files: Record<string, Uint8Array | string> = {};
  for (const [index, png] of neutrophils.entries()) files[`${index < 6 ? 'train' : 'val'}/data/Neutrophil/n${index}.png`] = png;
  for (const [index, png] of lymphocytes.entries()) files[`${index < 4 ? 'train' : 'val'}/data/Lymphocyte/l${index}.png`] = png;
  for (const [index, png] of monocytes.entries()) files[`val/data/Monocyte/m${index}.png`] = png;
  const [cut] = await cells(1, 4, 99);
  files['train/data/Neutrophil/cut.png'] = cut?.subarray(0, cut.length / 2) ?? '';
  files['train/data/Neutrophil/notes.png'] = 'These are notes and no picture.';
  files['train/mask/Lymphocyte/l0.png'] = await sharp({ create: { width: 96, height: 40, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  files['overview.png'] = monocytes[0] ?? '';
  writeFiles(root, files);
  mkdirSync(join(root, 'train/data/Basophil'), { recursive: true });
}

/** Four images without any class, in one folder. */
export async function unlabelledFolder(root: string): Promise<void> {
  const pngs = await cells(4, 1, 7);
  writeFiles(root, Object.fromEntries(pngs.map((png, index) => [`cell-${index}.png`, png])));
}

/** Two classes with planted copies: one file and one turned picture on both sides, and one picture under two labels. */
export async function leakyFolder(root: string): Promise<void> {
  const [neutrophils, lymphocytes] = await Promise.all([cells(10, 4), cells(6, 2)]);
  const files: Record<string, Uint8Array | string> = {};
  for (const [index, png] of neutrophils.entries()) files[`${index < 7 ? 'train' : 'val'}/data/Neutrophil/n${index}.png`] = png;
  for (const [index, png] of lymphocytes.entries()) files[`${index < 4 ? 'train' : 'val'}/data/Lymphocyte/l${index}.png`] = png;
  files['val/data/Neutrophil/again.png'] = neutrophils[0] ?? '';
  files['val/data/Neutrophil/turned.jpg'] = await sharp(neutrophils[1]).rotate(270).jpeg({ quality: 80 }).toBuffer();
  files['train/data/Lymphocyte/doubtful.png'] = neutrophils[2] ?? '';
  writeFiles(root, files);
}

/** Every file of `from` many times, as links to it, so that the import takes its time: 2600 images of the sample's 650. */
export function largeFolder(from: string, root: string): void {
  const files = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { name, parentPath } of files) {
    const folder = join(root, relative(from, parentPath));
    mkdirSync(folder, { recursive: true });
    for (let copy = 0; copy < 4; copy++) linkSync(join(parentPath, name), join(folder, `${copy}-${name}`));
  }
}
