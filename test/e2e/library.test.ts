import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { importSummarySchema, maskCoverageSchema, savedSubsetSchema } from '../../app/contract/library.ts';
import { randomFor } from '../../app/random/random.ts';
import { writeVersion1 } from '../../app/store/version1.fixture.ts';
import { makeImages } from '../bench/library/madeImages.ts';
import { canMount, isRoot } from './privileges.ts';
import { newFolder, said, sharedSample, smearlab, start } from './smearlab.ts';

/** All rows of a library, ids and all, and its thumbnails whatever their order. */
function contentOf(library: string): Record<string, unknown[]> {
  const database = new Database(join(library, 'smearlab.db'), { readonly: true });
  const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`).pluck().all().map(String);
  const rows = tables.map((table): [string, unknown[]] => [table, database.prepare(`SELECT * FROM ${table}`).all()]);
  database.close();
  const cache = new Database(join(library, 'thumbnails.db'), { readonly: true });
  const thumbnails = cache.prepare('SELECT hex(sha256), hex(jpeg) FROM thumbnails ORDER BY sha256').raw().all();
  cache.close();
  return { ...Object.fromEntries(rows), thumbnails };
}

function importedRows(library: string): number {
  const database = new Database(join(library, 'smearlab.db'), { readonly: true });
  try {
    return Number(database.prepare('SELECT count(*) FROM images').pluck().get());
  } finally {
    database.close();
  }
}

const IMAGES = 4000;

describe('an import that is interrupted', () => {
  const folder = newFolder();
  const images = join(folder, 'cells');
  const whole = join(folder, 'whole');
  beforeAll(async () => {
    await makeImages(images, IMAGES, 64, 3);
    expect((await smearlab(['import', images, '--library', whole])).status).toBe(0);
  });

  it('by kill -9, again and again at random moments, ends with the same content, ids and thumbnails as without', async () => {
    const library = join(folder, 'killed');
    const random = randomFor(11, 'kills');
    const seen: number[] = [];
    for (let kill = 0; kill < 8; kill++) {
      const started = start(['import', images, '--library', library]);
      await said(started, 'Importing cells');
      // Every second kill waits for the work to go on, so that on a busy computer as well some fall into it.
      const before = seen.at(-1) ?? 0;
      if (kill % 2 === 1 && before < IMAGES) {
        await expect.poll(() => importedRows(library), { interval: 20, timeout: 30_000 }).toBeGreaterThan(before);
      }
      await wait(random.integer(5, 300));
      started.child.kill('SIGKILL');
      await started.ended;
      seen.push(importedRows(library));
    }
    // The kills fell into the work, and none of it was lost.
    expect(seen.filter((rows) => rows > 0 && rows < IMAGES).length).toBeGreaterThan(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect((await smearlab(['import', images, '--library', library])).status).toBe(0);
    expect(contentOf(library)).toEqual(contentOf(whole));
  });

  it('by Ctrl-C ends with status 130, keeps what is done, says so, and goes on from there', async () => {
    const library = join(folder, 'stopped');
    const started = start(['import', images, '--library', library]);
    await said(started, 'Importing cells');
    await expect.poll(() => importedRows(library), { interval: 30, timeout: 20_000 }).toBeGreaterThan(200);
    started.child.kill('SIGINT');
    const { status, stderr, stdout } = await started.ended;
    expect([status, stdout]).toEqual([130, '']);
    expect(stderr).toContain('what was read is kept');
    const kept = importedRows(library);
    expect(kept).toBeGreaterThan(200);
    expect(kept).toBeLessThan(IMAGES);
    expect((await smearlab(['import', images, '--library', library])).status).toBe(0);
    expect(contentOf(library)).toEqual(contentOf(whole));
  });

  it('is not disturbed by a second one on the same library, which is turned away', async () => {
    const library = join(folder, 'shared');
    const first = start(['import', images, '--library', library]);
    await said(first, 'Importing cells');
    const second = await smearlab(['import', images, '--library', library]);
    expect([second.status, second.stderr]).toEqual([1, expect.stringContaining('Another command is changing the library')]);
    expect((await first.ended).status).toBe(0);
    expect(contentOf(library)).toEqual(contentOf(whole));
  });
});

describe('a library on the command line', () => {
  const folder = newFolder();
  const library = join(folder, 'library');
  const cells = join(folder, 'cells');
  const json = async (...args: string[]): Promise<unknown> => {
    const { status, stdout, stderr } = await smearlab([...args, '--library', library, '--json']);
    expect([args, status, stderr.match(/smearlab: .*/)]).toEqual([args, 0, null]);
    return JSON.parse(stdout);
  };
  beforeAll(async () => {
    cpSync((await sharedSample()).wbc, cells, { recursive: true });
  });

  it('imports a folder, and again without adding anything', async () => {
    const first = importSummarySchema.parse(await json('import', cells));
    expect(first).toMatchObject({ name: 'cells', layout: 'splits', missing: 0, refused: 0 });
    expect(first.added).toBe(first.images);
    expect(first.masks).toBeGreaterThan(10);
    const again = importSummarySchema.parse(await json('import', cells));
    expect(again).toEqual({ ...first, added: 0 });
  });

  it('notices at a re-scan what is new, changed, missing and back', async () => {
    const train = join(cells, 'train/data/Monocyte');
    const [first = '', second = '', third = ''] = readdirSync(train).sort();
    copyFileSync(join(train, first), join(train, 'new.png'));
    writeFileSync(join(train, second), readFileSync(join(train, third)));
    utimesSync(join(train, second), 1, 1);
    renameSync(join(train, third), join(folder, 'aside.png'));
    const [found] = importSummarySchema.array().parse(await json('rescan'));
    expect(found).toMatchObject({ added: 1, changed: 1, missing: 1, back: 0 });
    const checked = JSON.stringify(await json('check'));
    expect(checked).toContain(third);
    renameSync(join(folder, 'aside.png'), join(train, third));
    const [after] = importSummarySchema.array().parse(await json('rescan', 'cells'));
    expect(after).toMatchObject({ added: 0, changed: 0, missing: 0, back: 1 });
  });

  it('keeps masks drawn by hand beside the lab’s, and makes masked copies of any size', async () => {
    const stem = readdirSync(join(cells, 'train/mask/Neutrophil'))[0] ?? '';
    const labMask = join(cells, 'train/mask/Neutrophil', stem);
    const before = readFileSync(labMask);
    const image = `train/data/Neutrophil/${stem}`;
    const copyTo = async (name: string) => {
      const { status } = await smearlab(['masks', 'copy', image, '--size', '50', '--out', join(folder, name), '--library', library]);
      expect(status).toBe(0);
      return readFileSync(join(folder, name));
    };
    const ofLab = await copyTo('lab.png');
    const other = readdirSync(join(cells, 'train/mask/Neutrophil'))[1] ?? '';
    const drawn = join(cells, 'train/mask/Neutrophil', other);
    expect((await smearlab(['masks', 'save', image, drawn, '--library', library])).status).toBe(0);
    expect(await copyTo('drawn.png')).not.toEqual(ofLab);
    expect(readFileSync(labMask)).toEqual(before);
    const coverage = maskCoverageSchema.array().parse(await json('masks'));
    expect(coverage.reduce((sum, row) => sum + row.drawn, 0)).toBe(1);
    // A drawn mask changes what is trained on, so the hash is another one; taken back, it is the old one again.
    const [withMask] = importSummarySchema.array().parse(await json('rescan'));
    expect((await smearlab(['masks', 'forget', image, '--library', library])).status).toBe(0);
    const [without] = importSummarySchema.array().parse(await json('rescan'));
    expect(without?.hash).not.toBe(withMask?.hash);
    expect(await copyTo('again.png')).toEqual(ofLab);
  });

  it('draws nested subsets by name and lists their files', async () => {
    for (const percent of ['10', '50']) await json('subset', `p${percent}`, '--percent', percent, '--floor', '3');
    await json('subset', 'p10', '--percent', '10', '--floor', '3');
    const subsets = savedSubsetSchema.array().parse(await json('subset'));
    expect(subsets.map(({ name, isCurrent }) => [name, isCurrent])).toEqual([
      ['p10', true],
      ['p50', true],
    ]);
    const files = async (name: string) => {
      const { stdout } = await smearlab(['export', 'images', '--subset', name, '--format', 'txt', '--absolute', '--library', library]);
      return stdout.trim().split('\n');
    };
    const [small, large] = [await files('p10'), await files('p50')];
    expect(small).toHaveLength(subsets[0]?.images ?? 0);
    expect(small.every((file) => large.includes(file) && statSync(file).isFile())).toBe(true);
    const clash = await smearlab(['subset', 'p10', '--percent', '20', '--library', library]);
    expect([clash.status, clash.stderr]).toEqual([1, expect.stringContaining('already a subset called p10')]);
  });

  it('works after the whole data folder was moved', async () => {
    const moved = join(folder, 'moved');
    renameSync(library, moved);
    expect((await smearlab(['check', '--contents', '--library', moved])).status).toBe(0);
    renameSync(moved, library);
  });

  it('exports a list that is a file of labels for another import of the same folder', async () => {
    const list = join(folder, 'list.csv');
    expect((await smearlab(['export', 'images', '--out', list, '--library', library])).status).toBe(0);
    const again = importSummarySchema.parse(await json('import', cells, '--name', 'by list', '--labels', list));
    const [first] = importSummarySchema.array().parse(await json('rescan', 'cells'));
    expect(again.hash).toBe(first?.hash);
  });

  it.each([
    ['a name that is taken by another folder', ['import', 'train', '--name', 'cells'], /lies in/, 1],
    ['shares that are not 100', ['import', '.', '--split', '80/30'], /add up to 100/, 2],
    ['a pattern that is none', ['import', '.', '--name', 'x', '--layout', 'unlabelled', '--group-by', '('], /regular expression/, 2],
    ['labels that are not there', ['import', '.', '--name', 'x', '--labels', 'nowhere.csv'], /nowhere.csv/, 1],
    ['no such data set', ['masks', '--data-set', 'nobody'], /no data set nobody/, 2],
    ['no such image', ['masks', 'copy', 'x.png', '--out', 'y.png', '--data-set', 'cells'], /no image x.png/, 2],
    ['both a percentage and a count', ['subset', 'x', '--percent', '1', '--count', '1'], /one of the two/, 2],
  ])('says what is wrong with %s', async (_, args, sentence, status) => {
    const ended = await smearlab([...args, '--library', library], { cwd: cells });
    expect([ended.status, ended.stdout]).toEqual([status, '']);
    expect(ended.stderr).toMatch(sentence);
  });

  it('that is not there is not made by one who only looks', async () => {
    const ended = await smearlab(['check', '--library', join(folder, 'nowhere')]);
    expect([ended.status, ended.stderr]).toEqual([1, expect.stringContaining('There is no database')]);
    expect(readdirSync(folder)).not.toContain('nowhere');
  });
});

describe.skipIf(!(isRoot && canMount()))('a full disk (needs root to mount one)', () => {
  it('under an import is said, and the import goes on once there is space', async () => {
    const [disk, images] = [newFolder(), join(newFolder(), 'cells')];
    await makeImages(images, 1500, 64, 3);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
    try {
      const full = await smearlab(['import', images, '--library', join(disk, 'library')]);
      expect([full.status, full.stderr]).toEqual([1, expect.stringContaining('The disk is full')]);
      execFileSync('mount', ['-o', 'remount,size=100m', disk]);
      const after = await smearlab(['import', images, '--library', join(disk, 'library')]);
      expect([after.status, after.stdout]).toEqual([0, expect.stringContaining('1500 images')]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('under the backup before a migration is said, and the old database stays as it was', async () => {
    const disk = newFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk]);
    try {
      mkdirSync(join(disk, 'library'));
      writeVersion1(join(disk, 'library', 'smearlab.db'));
      const before = readFileSync(join(disk, 'library', 'smearlab.db'));
      fill(join(disk, 'filler'));
      const full = await smearlab(['check', '--library', join(disk, 'library')]);
      expect([full.status, full.stderr]).toEqual([1, expect.stringContaining('The disk is full')]);
      expect(readFileSync(join(disk, 'library', 'smearlab.db'))).toEqual(before);
      rmSync(join(disk, 'filler'));
      execFileSync('mount', ['-o', 'remount,size=100m', disk]);
      expect((await smearlab(['subset', '--library', join(disk, 'library')])).status).toBe(0);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

function fill(file: string): void {
  try {
    for (let size = 4096; ; size += 4096) writeFileSync(file, Buffer.alloc(size));
  } catch {
    // The disk is full, as it should be.
  }
}
