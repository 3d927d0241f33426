import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_CELLS } from '../../contract/slides.ts';
import { cellsOfFiles, cellsOfFolder, isImageName } from './cellFiles.ts';

const never = new AbortController().signal;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-cells-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the cells of a slide', () => {
  it.each(['a.png', 'A.JPG', 'x.tif', 'x.TIFF', 'ö.bmp', 'a b.jpeg', 'x.jp2'])('%s may be one', (name) =>
    expect(isImageName(name)).toBe(true),
  );
  it.each(['a', 'list.csv', 'a.png.txt', 'Thumbs.db', '.png~', 'x.pdf', 'x.svg'])('%s is none', (name) =>
    expect(isImageName(name)).toBe(false),
  );

  it('are all images under a folder, in order of name; lists and hidden files are none', async () => {
    mkdirSync(join(folder, 'b'));
    for (const name of ['c.png', 'b/2.jpg', 'b/1.jpg', 'list.csv', '.hidden.png']) writeFileSync(join(folder, name), '');
    const { files } = await cellsOfFolder(folder, never);
    expect(files.map(({ path }) => path)).toEqual(['b/1.jpg', 'b/2.jpg', 'c.png']);
    expect(files[0]?.file).toBe(join(folder, 'b', '1.jpg'));
  });

  it.skipIf(process.platform === 'win32')('of a folder with a link out of it are its own, and the link is told of', async () => {
    writeFileSync(join(folder, 'a.png'), '');
    symlinkSync(tmpdir(), join(folder, 'out'));
    const { files, warnings } = await cellsOfFolder(folder, never);
    expect(files).toHaveLength(1);
    expect(warnings.join()).toContain('out');
  });

  it.each([
    ['is empty', () => folder, 'no-images'],
    ['is not there', () => join(folder, 'nowhere'), 'missing-file'],
    ['has a NUL', () => `${folder}\u0000`, 'missing-file'],
  ])('of a folder that %s are refused in a sentence', async (_, of, kind) => {
    await expect(cellsOfFolder(of(), never)).rejects.toMatchObject({ name: 'SmearlabError', kind });
  });

  it('chosen one by one are each one once, and what is no image is told of', () => {
    const { files, warnings, folder: none } = cellsOfFiles(['/x/b.png', '/x/a.png', '/x/../x/b.png', '/x/list.csv']);
    expect([files.map(({ file }) => file), none]).toEqual([
      [join('/x', 'a.png'), join('/x', 'b.png')].map((file) => files.find((of) => of.file.endsWith(file))?.file ?? file),
      null,
    ]);
    expect(warnings).toEqual(['1 file is no image by its name and was left out: list.csv.']);
    expect(() => cellsOfFiles(['/x/list.csv'])).toThrow('None of these files is an image');
  });

  it('are no more than a slide has', () => {
    const many = Array.from({ length: MOST_CELLS + 1 }, (_, at) => `/x/${at}.png`);
    expect(() => cellsOfFiles(many)).toThrow(`${MOST_CELLS} cells at most`);
    expect(cellsOfFiles(many.slice(1)).files).toHaveLength(MOST_CELLS);
  });
});
