/** A seeded maker of image files as they should not be: cut, lying, huge, odd, and things that are no files at all. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'bmp-ts';
import sharp from 'sharp';
import { type Random, randomFor } from '../../app/random/random.ts';

/** `path` relative to the folder; what is not told apart by a path (names that are no UTF-8) is counted in `nameless`. */
export type Hostile = { readonly paths: readonly string[]; readonly nameless: number };

type Bytes = Buffer | Promise<Buffer>;

const picture = (random: Random, width = random.integer(8, 90), height = random.integer(8, 90), channels: 3 | 4 = 3) =>
  sharp(Buffer.from(Array.from({ length: width * height * channels }, () => random.integer(0, 255))), { raw: { width, height, channels } });

/** A good file of each kind, to be spoilt. */
const GOOD: readonly ((random: Random) => Bytes)[] = [
  (random) => picture(random).jpeg().toBuffer(),
  (random) =>
    picture(random)
      .jpeg({ progressive: true })
      .withMetadata({ orientation: random.integer(1, 8) })
      .toBuffer(),
  (random) => picture(random).png().toBuffer(),
  (random) => picture(random).png({ progressive: true }).toBuffer(),
  (random) => picture(random, 40, 30, 4).png().toBuffer(),
  (random) => picture(random).png({ palette: true }).toBuffer(),
  (random) => picture(random).tiff({ compression: 'lzw' }).toBuffer(),
  (random) => picture(random).tiff({ compression: 'none' }).toBuffer(),
  (random) => picture(random).toColourspace('rgb16').tiff().toBuffer(),
  (random) => picture(random).toColourspace('grey16').png().toBuffer(),
  (random) => picture(random).toColourspace('cmyk').jpeg().toBuffer(),
  (random) => picture(random).toColourspace('cmyk').tiff().toBuffer(),
  (random) => picture(random).webp().toBuffer(),
  (random) => picture(random).gif().toBuffer(),
  (random) => picture(random, 1, 1).png().toBuffer(),
  (random) => picture(random, 1, 3000).jpeg().toBuffer(),
  (random) => picture(random, 3000, 1).png().toBuffer(),
  (random) => bmp(random, random.integer(1, 40), random.integer(1, 40)),
];

function bmp(random: Random, width: number, height: number): Buffer {
  const data = Buffer.from(Array.from({ length: width * height * 4 }, () => random.integer(0, 255)));
  return Buffer.from(encode({ data, width, height, bitPP: 24 }).data);
}

function one<T>(random: Random, values: readonly T[]): T {
  return values[random.integer(0, values.length - 1)] as T;
}

async function cut(random: Random): Promise<Buffer> {
  const whole = await one(random, GOOD)(random);
  return whole.subarray(0, random.integer(0, whole.length - 1));
}

async function flipped(random: Random): Promise<Buffer> {
  const bytes = Buffer.from(await one(random, GOOD)(random));
  const last = random.uniform(0, 1) < 0.5 ? Math.min(60, bytes.length - 1) : bytes.length - 1;
  for (let times = random.integer(1, 8); times > 0; times--) bytes[random.integer(0, last)] = random.integer(0, 255);
  return bytes;
}

async function joined(random: Random): Promise<Buffer> {
  const [head, tail] = [await one(random, GOOD)(random), await one(random, GOOD)(random)];
  return Buffer.concat([head.subarray(0, random.integer(2, head.length)), tail.subarray(random.integer(0, tail.length - 1))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG of one bit a pixel whose data are all zero: a few kilobytes that unfold to what the header says. */
function pngOf(width: number, height: number, unfolded: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(unfolded)), chunk('IEND', Buffer.alloc(0))]);
}

const bomb = (side: number) => pngOf(side, side, Buffer.alloc((Math.ceil(side / 8) + 1) * side));

/** Headers of 60 000 × 60 000 pixels with next to nothing behind them. */
const HUGE_HEADERS: readonly ((random: Random) => Bytes)[] = [
  () => pngOf(60_000, 60_000, Buffer.alloc(100)),
  () => pngOf(0x7fffffff, 0x7fffffff, Buffer.alloc(100)),
  async (random) => {
    const bytes = Buffer.from(await picture(random).jpeg().toBuffer());
    for (let at = 2; at < bytes.length - 9; at += 2 + bytes.readUInt16BE(at + 2)) {
      if (bytes[at + 1] !== 0xc0) continue;
      bytes.writeUInt16BE(60_000, at + 5);
      bytes.writeUInt16BE(60_000, at + 7);
      break;
    }
    return bytes;
  },
  (random) => {
    const bytes = bmp(random, 10, 10);
    bytes.writeInt32LE(60_000, 18);
    bytes.writeInt32LE(60_000, 22);
    return bytes;
  },
  (random) => {
    const bytes = bmp(random, 10, 10);
    bytes.writeInt32LE(0x7fffffff, 18);
    bytes.writeInt32LE(-0x80000000, 22);
    return bytes;
  },
  () => Buffer.concat([Buffer.from('GIF89a', 'latin1'), Buffer.from([0x60, 0xea, 0x60, 0xea, 0, 0, 0, 0x2c])]),
];

/** Images that are right, and large or odd all the same. */
const ODD: readonly ((random: Random) => Bytes)[] = [
  () => bomb(8000),
  () => bomb(20_000),
  () =>
    sharp({ create: { width: 6000, height: 3000, channels: 3, background: 'teal' } })
      .png({ progressive: true })
      .toBuffer(),
  () =>
    sharp({ create: { width: 5000, height: 4000, channels: 3, background: 'teal' } })
      .jpeg({ progressive: true })
      .toBuffer(),
  async (random) => {
    const pages = await Promise.all([1, 2, 3].map(() => picture(random, 20, 20).png().toBuffer()));
    return sharp(pages, { join: { animated: true } })
      .webp()
      .toBuffer();
  },
];

const OTHER: readonly string[] = [
  '',
  'BM',
  'II*\0\0\0\0\0',
  '\u0089PNG\r\n\u001a\n',
  'notes of the technician',
  '<svg xmlns="http://www.w3.org/2000/svg" width="60000" height="60000"><image href="file:///etc/passwd"/></svg>',
  '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
  '%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj',
  'PK\u0003\u0004',
  'RIFF\u0000\u0000\u0000\u0000WEBPVP8X',
];

const NAMES: readonly ((index: number) => string)[] = [
  (index) => `cell-${index}.png`,
  (index) => `cell-${index}`,
  (index) => `line\nbreak-${index}.png`,
  (index) => `tab\tand\u001bescape-${index}.jpg`,
  (index) => `NUL-${index}.png`,
  (index) => `-rf ${index} "quoted" 'twice' $HOME.png`,
  (index) => `\u202egnp.${index}.png`,
  (index) => `Zu\u0308rich-${index}-😀.tif`,
  (index) => `${'long'.repeat(50)}-${index}.png`,
  (index) => `%2e%2e%2f${index}\\..\\x.png`,
  (index) => `trailing ${index} .`,
];

/** What lies at one place of a folder; `outside` is a folder beside it that must never be reached. */
type Placed = (place: string, outside: string, root: string) => void;
const LINKS: readonly Placed[] = [
  (place) => symlinkSync(place, place),
  (place, outside) => symlinkSync(join(outside, 'secret.png'), place),
  (place, outside) => symlinkSync(outside, place),
  (place, _, root) => symlinkSync(root, place),
  (place) => symlinkSync(`${place}-nowhere`, place),
  (place) => symlinkSync('/dev/zero', place),
  (place) => execFileSync('mkfifo', [place]),
];

function bytesOf(kind: number, random: Random): Bytes {
  if (kind < 0.1) return one(random, GOOD)(random);
  if (kind < 0.42) return cut(random);
  if (kind < 0.7) return flipped(random);
  if (kind < 0.8) return joined(random);
  if (kind < 0.87) return one(random, HUGE_HEADERS)(random);
  if (kind < 0.9) return one(random, ODD)(random);
  if (kind < 0.95) return Buffer.from(one(random, OTHER), 'latin1');
  return Buffer.from(Array.from({ length: random.integer(1, 3000) }, () => random.integer(0, 255)));
}

/** The name of an image of train that has no mask yet, so that a hostile mask is looked at. */
function maskName(random: Random, root: string, paths: readonly string[]): string {
  const images = paths.filter((path) => path.startsWith('train/data/A/')).map((path) => path.slice('train/data/A/'.length));
  const free = images.filter((name) => !existsSync(join(root, 'train/mask/A', name)) && !paths.includes(`train/mask/A/${name}`));
  return one(random, free);
}

/**
 * Fills `root` with `count` hostile files under train/data, val/data and train/mask, and a good image in each split.
 * @param outside an image is put here that links in the folder lead to
 */
export async function makeHostileFolder(root: string, outside: string, count: number, seed: number): Promise<Hostile> {
  const random = randomFor(seed, 'hostile');
  const paths: string[] = [];
  const put = async (path: string, bytes: Bytes) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), await bytes);
    paths.push(path);
  };
  mkdirSync(outside, { recursive: true });
  writeFileSync(join(outside, 'secret.png'), await picture(random, 33, 44).png().toBuffer());
  await put('train/data/A/good.png', picture(random).png().toBuffer());
  await put('val/data/A/good.png', picture(random).png().toBuffer());
  let nameless = 0;
  for (let index = 2; index < count; index++) {
    const folder = one(random, ['train/data/A', 'train/data/B', 'val/data/A', 'val/data/B', 'train/mask/A']);
    const name = folder === 'train/mask/A' ? maskName(random, root, paths) : one(random, NAMES)(index);
    mkdirSync(join(root, folder), { recursive: true });
    const kind = random.uniform(0, 1);
    if (kind > 0.96 && process.platform !== 'win32') {
      one(random, LINKS)(join(root, folder, name), outside, root);
      paths.push(`${folder}/${name}`);
    } else if (kind > 0.94 && process.platform === 'linux') {
      const bytes = Buffer.concat([Buffer.from(join(root, folder, `latin-${index}-`)), Buffer.from([0xfc, 0xff]), Buffer.from('.png')]);
      writeFileSync(bytes, await one(random, GOOD)(random));
      nameless++;
    } else await put(`${folder}/${name}`, bytesOf(random.uniform(0, 1), random));
  }
  return { paths, nameless };
}
