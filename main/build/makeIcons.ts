/** Makes resources/icons of the renderer's own icon: `npm run icons`, when that has changed. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { icnsOf, icoOf, type Png } from './iconFiles.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'resources/icons');
const SIDES = [16, 32, 48, 64, 128, 256, 512, 1024];
/** Of a drawing's unit at 72 dots per inch. */
const DRAWING = 64;

const drawing = await readFile(join(ROOT, 'renderer/public/icon.svg'));
const pictures = await Promise.all(SIDES.map(pictureOf));
await mkdir(FOLDER, { recursive: true });
for (const { side, bytes } of pictures) await writeFile(join(FOLDER, `${side}x${side}.png`), bytes);
await writeFile(join(FOLDER, 'icon.ico'), icoOf(pictures.filter(({ side }) => side <= 256)));
await writeFile(join(FOLDER, 'icon.icns'), icnsOf(pictures));

async function pictureOf(side: number): Promise<Png> {
  const density = (72 * side) / DRAWING;
  const bytes = await sharp(drawing, { density }).resize(side, side).png({ compressionLevel: 9, palette: true }).toBuffer();
  return { side, bytes };
}
