/** Makes folders of very many JPEG images, cheaply: a few are painted, and each file is one of them with a number of its own in it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { WBC_CLASSES } from '../../../app/contract/words.ts';
import { shippedParameters } from '../../../app/library/sample/parameters.ts';
import { picture } from '../../../app/library/sample/picture.ts';

const PAINTED = 40;
const FILES_AT_ONCE = 16;

/** Where image `index` lies: train and val 9 : 1, the classes by turns. */
export function madePath(index: number): string {
  const split = index % 10 === 9 ? 'val' : 'train';
  const name = WBC_CLASSES[Math.floor(index / 10) % WBC_CLASSES.length];
  return `${split}/data/${name}/smear-${String(index % 97).padStart(2, '0')}_cell-${String(index).padStart(6, '0')}.jpg`;
}

/** Writes `count` images of `side` × `side` pixels, all with different bytes and `different` pictures, in the study's layout. */
export async function makeImages(root: string, count: number, side: number, seed: number, different = PAINTED): Promise<void> {
  const painted = await Promise.all(Array.from({ length: different }, (_, index) => paint(index, side, seed)));
  const folders = new Set(Array.from({ length: Math.min(count, 100) }, (_, index) => madePath(index).split('/').slice(0, -1).join('/')));
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  for (let done = 0; done < count; done += FILES_AT_ONCE) {
    const some = Array.from({ length: Math.min(FILES_AT_ONCE, count - done) }, (_, at) => done + at);
    await Promise.all(some.map((index) => writeFile(join(root, madePath(index)), numbered(painted[index % different], index))));
  }
}

async function paint(index: number, side: number, seed: number): Promise<Buffer> {
  const name = WBC_CLASSES[index % WBC_CLASSES.length] ?? 'Neutrophil';
  const planned = { subject: { set: 'wbc', class: name }, split: 'train', number: index + 1, image: '', mask: null } as const;
  const { image } = await picture(planned, seed, { ...shippedParameters(), imageSize: side });
  return sharp(image).jpeg({ quality: 90 }).toBuffer();
}

/** The JPEG with a comment segment after its start: other bytes, the same picture. */
function numbered(jpeg: Buffer | undefined, number: number): Buffer {
  if (jpeg === undefined) throw new RangeError('No painted image.');
  const text = Buffer.from(String(number));
  const segment = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), segment, text, jpeg.subarray(2)]);
}
