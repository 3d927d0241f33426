import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskCache, keptName } from './diskCache.ts';
import { keptBytes, readKept, writeKept } from './keptPixels.ts';

const SIZE = 4;
const BYTES = keptBytes(SIZE);
const picture = (level: number) => new Uint8Array(SIZE * SIZE * 3).fill(level);
const nameOf = (level: number) => keptName(level.toString(16).padStart(64, '0'), null, SIZE);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-disk-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inside = (name = '') => join(folder, 'decoded-images', name);
/** What the files really take. */
const taken = () => readdirSync(inside()).reduce((sum, name) => sum + statSync(inside(name)).size, 0);
const open = (limit: number, mayWrite = true) => new DiskCache(folder, limit, mayWrite);

/** Reads or makes picture `level`; whether it was there. */
async function use(cache: DiskCache, level: number): Promise<boolean> {
  const file = cache.find(nameOf(level));
  const known = file === null ? undefined : await readKept(file, SIZE);
  if (known !== undefined) {
    expect([...known]).toEqual([...picture(level)]);
    return true;
  }
  const place = cache.reserve(nameOf(level), SIZE);
  if (place !== null) expect(await writeKept(place, picture(level))).toBe(true);
  return false;
}

/** Uses the pictures 0 … count − 1; how many of them were there. */
async function useAll(cache: DiskCache, count: number): Promise<number> {
  let there = 0;
  for (let level = 0; level < count; level++) if (await use(cache, level)) there++;
  return there;
}

describe('the disk cache', () => {
  it('keeps what was decoded for the next process', async () => {
    expect(await useAll(open(1e6), 5)).toBe(0);
    expect(await useAll(open(1e6), 5)).toBe(5);
  });

  it.each([0, 1, BYTES - 1, BYTES, 3.5 * BYTES, 100 * BYTES])('never grows past its bound of %d bytes', async (bound) => {
    for (let round = 0; round < 2; round++) {
      const cache = open(bound);
      for (let level = 0; level < 9; level++) {
        await use(cache, level);
        expect(cache.bytes).toBeLessThanOrEqual(bound);
        expect(taken()).toBeLessThanOrEqual(bound);
      }
      expect(taken()).toBe(Math.min(9, Math.floor(bound / BYTES)) * BYTES);
    }
  });

  it('that is too small for all keeps some for the next epoch, rather than throwing each out before it is read again', async () => {
    const cache = open(4 * BYTES);
    expect(await useAll(cache, 9)).toBe(0);
    expect(await useAll(cache, 9)).toBe(4);
  });

  it('makes room for a run on other images, but not before it begins', async () => {
    const cache = open(4 * BYTES);
    await useAll(cache, 4);
    await use(cache, 100);
    expect(existsSync(inside(nameOf(100)))).toBe(false);
    cache.beginRun();
    await use(cache, 100);
    expect(existsSync(inside(nameOf(100)))).toBe(true);
    expect(taken()).toBe(4 * BYTES);
  });

  it('lets go of what this run has not used, the oldest first', async () => {
    await useAll(open(1e6), 4);
    // Of these, 3 is the oldest and 0 the youngest.
    for (const [age, level] of [0, 1, 2, 3].entries()) utimesSync(inside(nameOf(level)), 1e9 - age, 1e9 - age);
    const cache = open(4 * BYTES);
    await use(cache, 3);
    await use(cache, 100);
    await use(cache, 101);
    const left = [0, 1, 2, 3, 100, 101].filter((level) => existsSync(inside(nameOf(level))));
    expect(left).toEqual([0, 3, 100, 101]);
  });

  it('is cut down when it is opened with a smaller bound', async () => {
    await useAll(open(1e6), 6);
    expect(open(2 * BYTES).bytes).toBe(2 * BYTES);
    expect(taken()).toBe(2 * BYTES);
  });

  it('writes nothing and deletes nothing where another process fills the folder', async () => {
    await useAll(open(1e6), 3);
    const part = inside(`${nameOf(7)}.99-1-0.part`);
    writeFileSync(part, 'half');
    const cache = open(BYTES, false);
    expect(await useAll(cache, 6)).toBe(3);
    expect(readdirSync(inside())).toHaveLength(4);
    expect(existsSync(part)).toBe(true);
  });

  it('sweeps up what a kill left half-written, and leaves what is not its own', async () => {
    await use(open(1e6), 1);
    writeFileSync(inside(`${nameOf(2)}.99-1-0.part`), 'half');
    writeFileSync(inside('notes.txt'), 'mine');
    writeFileSync(join(folder, `${nameOf(3)}`), 'elsewhere');
    const cache = open(0);
    expect(readdirSync(inside())).toEqual(['notes.txt']);
    expect(readdirSync(folder).sort()).toEqual([nameOf(3), 'decoded-images'].sort());
    expect(cache.bytes).toBe(0);
  });

  it('tells an image from its masked copies and one size from another by name', () => {
    const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
    const names = [keptName(a, null, 96), keptName(a, b, 96), keptName(b, a, 96), keptName(a, null, 384)];
    expect(new Set(names).size).toBe(4);
  });

  it('stops trying after a while where nothing can be written, and says so once', () => {
    const cache = open(1e6);
    const last = Array.from({ length: 12 }, (_, level) => {
      const place = cache.reserve(nameOf(level), SIZE);
      return place !== null && cache.notWritten(nameOf(level));
    });
    expect(last.filter((isLast) => isLast)).toHaveLength(1);
    expect(cache.reserve(nameOf(50), SIZE)).toBeNull();
    expect(cache.bytes).toBe(0);
  });

  it('in a place that cannot be a folder is refused in a sentence that names it', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => new DiskCache(join(folder, 'file'), 1e6, true)).toThrow(
      expect.objectContaining({ kind: 'not-writable', message: expect.stringContaining(join(folder, 'file')) }),
    );
    expect(new DiskCache(join(folder, 'nowhere'), 1e6, false).bytes).toBe(0);
  });
});

describe('a kept picture', () => {
  const file = () => join(folder, nameOf(9));
  const [whole, flip] = [() => readFileSync(file()), (at: number) => (bytes: Buffer) => bytes.fill((bytes[at] ?? 0) ^ 1, at, at + 1)];

  it.each([
    ['cut short', () => truncateSync(file(), BYTES - 1)],
    ['empty', () => truncateSync(file(), 0)],
    ['longer than it should be', () => writeFileSync(file(), Buffer.concat([whole(), Buffer.of(0)]))],
    ['off by one bit in its first pixel', () => writeFileSync(file(), flip(32)(whole()))],
    ['off by one bit in its last pixel', () => writeFileSync(file(), flip(BYTES - 1)(whole()))],
    ['off by one bit in its digest', () => writeFileSync(file(), flip(0)(whole()))],
    ['all zeros, as after a power cut', () => writeFileSync(file(), Buffer.alloc(BYTES))],
    ['of another size', async () => writeFileSync(file(), await otherSize())],
    ['a folder', () => rmSync(file()), () => mkdirSync(file())],
    ['gone', () => rmSync(file())],
  ] as readonly [string, ...(() => unknown)[]][])('that is %s is as if it were not there', async (_, ...spoil) => {
    await writeKept(file(), picture(9));
    expect(await readKept(file(), SIZE)).toEqual(Buffer.from(picture(9)));
    for (const step of spoil) await step();
    expect(await readKept(file(), SIZE)).toBeUndefined();
  });

  async function otherSize(): Promise<Buffer> {
    const other = join(folder, 'other');
    await writeKept(other, new Uint8Array(8 * 8 * 3));
    return readFileSync(other);
  }

  it('that is damaged is put right by writing it again', async () => {
    await writeKept(file(), picture(9));
    truncateSync(file(), 10);
    expect(await writeKept(file(), picture(9))).toBe(true);
    expect(await readKept(file(), SIZE)).toEqual(Buffer.from(picture(9)));
  });

  it('that cannot be written leaves nothing behind and what was there untouched', async () => {
    expect(await writeKept(join(folder, 'no', 'such', 'folder'), picture(1))).toBe(false);
    mkdirSync(join(folder, 'taken'));
    expect(await writeKept(join(folder, 'taken'), picture(1))).toBe(false);
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});
