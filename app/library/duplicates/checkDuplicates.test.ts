/** Duplicates from the files to the findings and back: import, check, moves, re-scan. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImportSettings, importSettingsSchema } from '../../contract/library.ts';
import { findDataSet } from '../../store/dataSets.ts';
import { checkLibrary } from '../check.ts';
import type { Finding } from '../finding.ts';
import { importDataSet } from '../import/importDataSet.ts';
import { changingLibrary, readingLibrary } from '../library.ts';
import { lookAtImages, moveApart, proposedMoves } from './lookAtImages.ts';
import { cells } from './pictures.fixture.ts';

const { signal } = new AbortController();
const ALL = { dataSet: undefined, signal };

let folder = '';
let library = '';
let root = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-duplicates-'));
  library = join(folder, 'library');
  root = join(folder, 'wbc');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, bytes: Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
}

function bring(settings: Partial<ImportSettings> = {}, from = root, name = 'wbc') {
  return changingLibrary(library, ({ store, thumbnails }) =>
    importDataSet(store, {
      ...{ name, root: from, settings: importSettingsSchema.parse({ layout: 'splits', ...settings }), requiredSplits: [], thumbnails },
      onProgress: () => undefined,
      signal,
    }),
  );
}

async function found(): Promise<Finding[]> {
  return checkLibrary(library, { ...ALL, contents: false });
}

function setsOf(findings: readonly Finding[], check: string): readonly (readonly string[])[] {
  return findings.flatMap((finding) => (finding.check === check ? (finding.sets ?? []) : []));
}

/** Every file of a folder with its contents and time. */
function stateOf(at: string): string[] {
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return `${file} ${statSync(file).mtimeMs} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
    })
    .sort();
}

async function putLeakyFolder(): Promise<void> {
  const [a, b, c, d, e, f] = (await cells(6)) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
  for (const [index, cell] of [a, b, c, d].entries()) put(`train/data/A/s1_${index}.png`, cell);
  put('val/data/A/s2_4.png', e);
  put('val/data/B/s3_5.png', f);
  put('train/data/B/s4_6.png', (await cells(1, 2))[0] ?? a);
  put('val/data/A/s5_same.png', a);
  put('val/data/A/s5_turned.jpg', await sharp(b).rotate(90).resize(70).jpeg({ quality: 60 }).toBuffer());
  put('train/data/B/s4_other.png', await sharp(c).flop().png().toBuffer());
}

describe('the check of duplicates', () => {
  it('finds the same file, the same picture and the wrong label, and after the moves no leak, also not after a re-scan', async () => {
    await putLeakyFolder();
    await bring();
    const findings = await found();
    expect(setsOf(findings, 'leak-files')).toEqual([['train/data/A/s1_0.png', 'val/data/A/s5_same.png']]);
    expect(setsOf(findings, 'leak-pictures')).toEqual([['train/data/A/s1_1.png', 'val/data/A/s5_turned.jpg']]);
    expect(setsOf(findings, 'labels')).toEqual([['train/data/A/s1_2.png', 'train/data/B/s4_other.png']]);
    expect(findings.filter(({ sentence }) => sentence.includes('Leakage'))).toHaveLength(2);
    const before = stateOf(root);
    const proposed = await proposedMoves(library, ALL);
    expect(proposed.map(({ image, to }) => [image.path, to])).toEqual([
      ['train/data/A/s1_0.png', 'val'],
      ['train/data/A/s1_1.png', 'val'],
    ]);
    expect(await found()).toEqual(findings);
    expect(await moveApart(library, ALL, async () => undefined)).toEqual(proposed);
    const hash = await readingLibrary(library, (store) => findDataSet(store, 'wbc')?.hash);
    for (const scan of [async () => undefined, bring]) {
      const again = await scan();
      expect((await found()).filter(({ severity }) => severity === 'serious')).toEqual([]);
      expect(again === undefined ? hash : again.hash).toBe(hash);
      expect(again?.moved ?? 0).toBe(0);
    }
    expect(stateOf(root)).toEqual(before);
  });

  it('moves a smear whole that was drawn apart from the same picture, and what comes of it later goes along', async () => {
    const [a, b, c, d] = (await cells(4)) as [Buffer, Buffer, Buffer, Buffer];
    for (const [smear, cell] of [a, b, c, d].entries()) {
      put(`A/s${smear}_1.png`, cell);
      put(`A/s${smear}_2.png`, (await cells(8 + smear))[7 + smear] ?? cell);
    }
    put('A/s9_1.png', await sharp(a).rotate(180).png().toBuffer());
    const settings = { layout: 'classes', groupBy: '(s[0-9])_', split: { train: 50, val: 50, test: 0 }, seed: 1 } as const;
    await bring(settings);
    // The seed draws the two smears of the one picture apart.
    expect(setsOf(await found(), 'leak-pictures')).toEqual([['A/s0_1.png', 'A/s9_1.png']]);
    expect((await moveApart(library, ALL, async () => undefined)).length).toBeGreaterThan(0);
    put('A/s9_2.png', (await cells(30))[29] ?? a);
    await bring(settings);
    expect((await found()).filter(({ severity }) => severity === 'serious')).toEqual([]);
  });

  it('makes missing fingerprints once nobody else changes the library, none anew, and that of a changed file again', async () => {
    await putLeakyFolder();
    await bring();
    const none = () => undefined;
    const beside = await changingLibrary(library, found);
    expect(setsOf(beside, 'unseen')[0]).toHaveLength(10);
    expect(setsOf(beside, 'leak-files')).toHaveLength(1);
    expect(await lookAtImages(library, ALL, none)).toBe(10);
    expect(await lookAtImages(library, ALL, none)).toBe(0);
    await bring();
    expect(await lookAtImages(library, ALL, none)).toBe(0);
    put('val/data/A/s5_turned.jpg', (await cells(9))[8] ?? Buffer.alloc(0));
    await bring();
    expect(await lookAtImages(library, ALL, none)).toBe(1);
    expect(setsOf(await found(), 'leak-pictures')).toEqual([]);
  });

  it('finds the same file and the same picture in two data sets, as a note without moves, and neither within one nor when one is asked for', async () => {
    const [a, b, c, d] = (await cells(4)) as [Buffer, Buffer, Buffer, Buffer];
    put('train/data/A/a.png', a);
    put('train/data/A/b.png', b);
    put('val/data/A/c.png', c);
    await bring();
    root = join(folder, 'others');
    put('train/data/X/same.png', a);
    put('train/data/X/other.png', d);
    put('train/data/X/twice.png', await sharp(d).flip().png().toBuffer());
    put('val/data/X/turned.jpg', await sharp(b).rotate(90).resize(70).jpeg({ quality: 60 }).toBuffer());
    await bring({}, root, 'others');
    const findings = await found();
    expect(findings.filter(({ check }) => check === 'across')).toEqual([
      {
        ...{ check: 'across', severity: 'note', dataSet: null },
        files: ['others: train/data/X/same.png', 'others: val/data/X/turned.jpg', 'wbc: train/data/A/a.png', 'wbc: train/data/A/b.png'],
        sets: [
          ['others: train/data/X/same.png', 'wbc: train/data/A/a.png'],
          ['others: val/data/X/turned.jpg', 'wbc: train/data/A/b.png'],
        ],
        sentence:
          '2 pictures are in the data sets others and wbc (train/data/X/same.png = train/data/A/a.png, val/data/X/turned.jpg = train/data/A/b.png). Nothing need be done as long as no network is trained on one and judged on the other.',
      },
    ]);
    expect(findings.filter(({ severity }) => severity === 'serious')).toEqual([]);
    expect(await proposedMoves(library, ALL)).toEqual([]);
    const ofOne = await checkLibrary(library, { dataSet: 'wbc', signal, contents: false });
    expect(setsOf(ofOne, 'across')).toEqual([]);
  });

  it('says of which images it could not look at', async () => {
    await putLeakyFolder();
    await bring();
    rmSync(join(library, 'thumbnails.db'));
    rmSync(join(root, 'val/data/A/s2_4.png'));
    expect(await lookAtImages(library, ALL, () => undefined)).toBe(9);
    expect(setsOf(await found(), 'unseen')).toEqual([['val/data/A/s2_4.png']]);
  });

  it('refuses to move images while an import has not come to its end', async () => {
    await putLeakyFolder();
    await bring();
    await lookAtImages(library, ALL, () => undefined);
    await changingLibrary(library, ({ store }) => store.database.exec('UPDATE data_sets SET hash = NULL'));
    await expect(moveApart(library, ALL, async () => undefined)).rejects.toMatchObject({ kind: 'wrong-usage' });
    expect(await proposedMoves(library, ALL)).toHaveLength(2);
  });
});

const REAL = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const missing = (name: string) => !existsSync(join(REAL, name));

describe('the known cases of real images', () => {
  it.skipIf(missing('wbc-jtsc'))('are found: 112 and 139 of wbc-jtsc (needs ../shared/data/wbc-jtsc)', async () => {
    await bring({}, join(REAL, 'wbc-jtsc'), 'wbc-jtsc');
    const findings = await found();
    const within = setsOf(findings, 'duplicates');
    expect(within).toContainEqual(['train/data/Lymphocyte/112.bmp', 'train/data/Lymphocyte/139.bmp']);
    expect(setsOf(findings, 'leak-pictures')).toContainEqual(['train/data/Neutrophil/158.bmp', 'val/data/Neutrophil/157.bmp']);
  });

  it.skipIf(missing('wbc-chula'))(
    'are found: frames of one cell and split slides of wbc-chula (needs ../shared/data/wbc-chula)',
    async () => {
      await bring({ groupBy: '/(?:HF-)?([A-Z]+-[0-9]+[A-Za-z]*)_' }, join(REAL, 'wbc-chula'), 'wbc-chula');
      const findings = await found();
      const frames = (from: number, to: number) =>
        Array.from({ length: to - from + 1 }, (_, index) => `train/data/Basophil/B-42_00${from + index}_0.jpg`);
      expect(setsOf(findings, 'duplicates').some((set) => frames(21, 30).every((path) => set.includes(path)))).toBe(true);
      // A frame and its mirror image, under another name, on the other side.
      expect(setsOf(findings, 'leak-pictures')).toContainEqual([
        'train/data/Monocyte/HF-M-8_0037_0.jpg',
        'val/data/Monocyte/M-8_0037_0.jpg',
      ]);
      expect(setsOf(findings, 'leak-groups').some((set) => set.some((path) => path.includes('B-56_')))).toBe(true);
      await moveApart(library, ALL, async () => undefined);
      expect((await found()).filter(({ severity }) => severity === 'serious')).toEqual([]);
    },
  );
});
