/** Folders of cells to train on and to classify: real ones where they lie beside the project, else the sample's. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { WBC_CLASSES } from '../../app/contract/words.ts';

const REAL = fileURLToPath(new URL('../../../shared/data/wbc-pbc', import.meta.url));
/** Of each class, in the order of WBC_CLASSES. */
const TRAINED = 24;
const VALIDATED = 12;
const ON_THE_SLIDE = [2, 4, 14, 6, 30] as const;

export const SLIDE_CELLS = ON_THE_SLIDE.reduce((sum, cells) => sum + cells, 0) + 3;

/**
 * `training`: a data set with images to train on and to validate; `slide`: other cells as one smear has them, and with them the same picture twice, a
 * damaged file and an empty picture.
 * @param sample where the sample's cells lie
 */
export async function cellFolders(sample: string, into: string): Promise<{ readonly training: string; readonly slide: string }> {
  const from = existsSync(REAL) ? REAL : sample;
  const [training, slide] = [join(into, 'training'), join(into, 'H 26-0417')];
  mkdirSync(slide, { recursive: true });
  let number = 0;
  for (const [place, name] of WBC_CLASSES.entries()) {
    const known = filesIn(join(from, 'train/data', name));
    const copy = (files: readonly string[], split: string) => {
      const folder = join(training, split, 'data', name);
      mkdirSync(folder, { recursive: true });
      for (const [at, file] of files.entries()) copyFileSync(file, join(folder, `${at}${extname(file)}`));
    };
    // The sample has fewer of the rare classes.
    const held = Math.min(VALIDATED, Math.ceil(known.length / 3));
    copy(known.slice(0, held), 'val');
    copy(known.slice(held, held + TRAINED), 'train');
    for (const file of filesIn(join(from, 'val/data', name)).slice(0, ON_THE_SLIDE[place])) {
      copyFileSync(file, join(slide, `cell-${String(++number).padStart(3, '0')}${extname(file)}`));
    }
  }
  const [first = ''] = filesIn(slide);
  copyFileSync(first, join(slide, `cell-again${extname(first)}`));
  writeFileSync(join(slide, 'damaged.png'), 'no picture');
  const grey = { r: 222, g: 214, b: 220 };
  await sharp({ create: { width: 96, height: 96, channels: 3, background: grey } })
    .png()
    .toFile(join(slide, 'empty.png'));
  return { training, slide };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}
