import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importPreviewSchema } from '../contract/dataSets.ts';
import { importSettingsSchema, libraryNameSchema } from '../contract/library.ts';
import type { PlacedDataSet } from '../store/dataSets.ts';
import { freeName, previewImport } from './preview.ts';

let root = '';
beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'smearlab-preview-')), 'my smears');
  mkdirSync(root);
});
afterEach(() => rmSync(dirname(root), { recursive: true, force: true }));

/** Files that are no images at all: none may be opened. */
function put(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
}

const placed = (name: string, at: string, layout: 'classes' | 'labels' = 'classes', labels: string | null = null): PlacedDataSet => ({
  ...{ id: 1, name, root: at, settings: importSettingsSchema.parse({ layout, labels }), classes: [], hashMade: null, isImported: true },
});
const preview = async (known: readonly PlacedDataSet[] = []) =>
  importPreviewSchema.parse(await previewImport(root, known, new AbortController().signal));

describe('the preview of an import', () => {
  it('counts what lies in splits and classes, with its masks', async () => {
    put('train/data/B/1.png', 'train/data/A/1.png', 'train/mask/A/1.png', 'val/data/A/2.JPG', 'val/data/A/notes.txt', 'readme.md');
    expect(await preview()).toMatchObject({
      ...{ root, name: 'my smears', layout: 'splits', labels: null, images: 3, masks: 1, classes: ['A', 'B'] },
      ...{ bySplit: { train: 2, val: 1, test: 0 }, known: null },
      warnings: [expect.stringMatching(/1 file lies outside the layout/), expect.stringMatching(/notes\.txt/)],
    });
  });

  it('says that splits are still to be drawn where the folder has none', async () => {
    put('A/1.png', 'A/2', 'B/1.tif');
    expect(await preview()).toMatchObject({ layout: 'classes', images: 3, bySplit: null, classes: ['A', 'B'], warnings: [] });
  });

  it('takes a folder of images for what it is, and finds the file of labels that fits it', async () => {
    put('1.png', '2.png', '3.png');
    expect(await preview()).toMatchObject({ layout: 'unlabelled', images: 3, classes: [] });
    writeFileSync(join(root, 'prices.csv'), 'article,price\nstain,3\n');
    writeFileSync(join(root, 'which.csv'), 'file,class\n1.png,Monocyte\n2.png,Basophil\n9.png,Basophil\n');
    expect(await preview()).toMatchObject({
      ...{ layout: 'labels', labels: 'which.csv', images: 2, classes: ['Basophil', 'Monocyte'] },
      warnings: [expect.stringMatching(/names no file: 9\.png/), expect.stringMatching(/no row of labels/)],
    });
  });

  it('reads a known folder as it was imported, and says under which name', async () => {
    put('A/1.png', 'B/1.png');
    writeFileSync(join(root, 'l.csv'), 'file,class\nA/1.png,X\nB/1.png,Y\n');
    expect(await preview([placed('old', root, 'labels', 'l.csv')])).toMatchObject({ known: 'old', layout: 'labels', classes: ['X', 'Y'] });
    expect(await preview([placed('my smears', '/elsewhere')])).toMatchObject({ known: null, name: 'my smears 2', layout: 'labels' });
  });

  it.each([
    ['an empty folder', () => {}, 'no-images', /holds no images/],
    ['a folder of other things', () => put('a.txt', 'b.xlsx'), 'no-images', /2 files are something else: a\.txt, b\.xlsx/],
    ['a folder of nothing but system files', () => put('.DS_Store', 'Thumbs.db'), 'no-images', /holds no images/],
    ['a folder that is not there', () => rmSync(root, { recursive: true }), 'missing-file', /is not there/],
    [
      'a file',
      () => {
        rmSync(root, { recursive: true });
        writeFileSync(root, 'x');
      },
      'unknown-layout',
      /is a file/,
    ],
  ])('of %s is refused with a sentence', async (_, make, kind, sentence) => {
    make();
    await expect(preview()).rejects.toMatchObject({ name: 'SmearlabError', kind, message: expect.stringMatching(sentence) });
  });

  it('is given up when nobody waits for it', async () => {
    put('A/1.png');
    await expect(previewImport(root, [], AbortSignal.abort())).rejects.toMatchObject({ kind: 'stopped' });
  });
});

describe('a free name', () => {
  it.each([
    ['/data/wbc', [], 'wbc'],
    ['/data/wbc', ['WBC', 'wbc 2'], 'wbc 3'],
    ['/data/_(old) smears!', [], 'old smears'],
    ['/data/Ausstriche März', [], 'Ausstriche März'],
    ['/', [], 'data set'],
    ['/data/###', ['data set'], 'data set 2'],
    [`/data/${'x'.repeat(200)}`, [], 'x'.repeat(64)],
    [`/data/${'x'.repeat(200)}`, ['x'.repeat(64)], `${'x'.repeat(62)} 2`],
    [`/data/a${'😀'.repeat(60)}`, [], 'a'],
    [`/data/a${'𝒳'.repeat(60)}`, [], `a${'𝒳'.repeat(31)}`],
  ])('of %s beside %j is valid', (path, taken, expected) => {
    const name = freeName(
      path,
      taken.map((known) => ({ name: known })),
    );
    expect(name).toBe(expected);
    expect(libraryNameSchema.safeParse(name).success).toBe(true);
  });
});
