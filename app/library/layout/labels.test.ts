import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelledByFile } from './labelledByFile.ts';
import { type LabelRow, readLabels } from './labels.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-labels-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(bytes: Buffer | string): Promise<LabelRow[]> {
  const file = join(folder, 'labels');
  writeFileSync(file, bytes);
  return readLabels(file);
}

const row = (file: string, name: string | null, more: Partial<LabelRow> = {}): LabelRow => ({
  ...{ file, class: name, split: null, group: null, mask: null },
  ...more,
});

describe('a file of labels', () => {
  it.each([
    ['CSV', 'file,class\na.png,A\nb.png,B\n'],
    ['CSV with a byte order mark, semicolons and Windows lines', '\uFEFFFile Name;Class Label\r\na.png;A\r\nb.png;B\r\n'],
    ['CSV with tabs and other columns', 'age\timage\tCell Type\n3\ta.png\tA\n4\tb.png\tB'],
    ['CSV with empty lines and cells', '\nfile,class,split\na.png,A,\n\nb.png,B,\n,,\n'],
    ['a JSON list', '[{"file": "a.png", "class": "A"}, {"image": "b.png", "file": "b.png", "class": "B"}]'],
    ['a JSON object', '{"a.png": "A", "b.png": "B"}'],
  ])('may be %s', async (_, text) => {
    expect(await read(text)).toEqual([row('a.png', 'A'), row('b.png', 'B')]);
  });

  it('may say split, group and mask, with quotes, backslashes and numbers', async () => {
    const text = 'image_path,label,set,patient,mask\n".\\cells\\a, 1.png",2,Validation,17,m.png\n';
    expect(await read(text)).toEqual([row('cells/a, 1.png', '2', { split: 'val', group: '17', mask: 'm.png' })]);
    expect(await read('[{"id": 7, "label": 3, "split": null}]')).toEqual([row('7', '3')]);
  });

  it('that is no UTF-8 is read as Windows-1252', async () => {
    expect(await read(Buffer.from('file,class\nZ\u00fcrich.png,A\n', 'latin1'))).toEqual([row('Z\u00fcrich.png', 'A')]);
  });

  it.each([
    ['without the columns', 'a,b\n1,2\n', /no column called file \(found: a, b\)/],
    ['without a class', 'file,other\n1,2\n', /no column called class/],
    ['with nothing in it', '', /no column called file/],
    ['with a split nobody knows', 'file,class,split\na.png,A,maybe\n', /split maybe of a.png \(row 1\)/],
    ['with a row too long', 'file,class\na.png,A,x,y\n', /no CSV/],
    ['with an open quote', 'file,class\n"a.png,A\n', /no CSV/],
    ['of broken JSON', '[{"file": ', /no JSON/],
    ['of JSON of another kind', '[1, 2]', /neither a list of objects/],
    ['of bytes at random', Buffer.from([0, 1, 2, 255, 254, 0]), /no column called file|no CSV/],
  ])('%s is refused with a sentence that names it', async (_, text, sentence) => {
    await expect(read(text)).rejects.toThrow(expect.objectContaining({ kind: 'wrong-usage', message: expect.stringMatching(sentence) }));
  });

  it('that is not there is said', async () => {
    await expect(readLabels(join(folder, 'nowhere.csv'))).rejects.toThrow(expect.objectContaining({ kind: 'missing-file' }));
  });
});

describe('rows and files', () => {
  const match = (files: readonly string[], rows: readonly LabelRow[]) => labelledByFile({ root: '/i', files, folders: [] }, rows);

  it.each([
    ['path', 'b/001.png', 'b/001.png'],
    ['name', '002.PNG', 'c/002.png'],
    ['stem', '002', 'c/002.png'],
    ['number without its zeros', '2', 'c/002.png'],
    ['decomposed name', 'Z\u00fc.png', 'c/Zu\u0308.png'],
  ])('are matched by %s', (_, name, path) => {
    const files = ['a/001.png', 'b/001.png', 'c/002.png', 'c/Zu\u0308.png'];
    expect(match(files, [row(name, 'A')]).images.map((image) => image.path)).toEqual([path]);
  });

  it('that do not fit are said, each kind in its sentence', () => {
    const rows = [row('1.png', 'A'), row('b/1.png', 'A'), row('b/1.png', 'B'), row('9.png', 'A'), row('2.png', 'A', { mask: 'no.png' })];
    const { images, warnings } = match(['a/1.png', 'b/1.png', '2.png', 'notes.txt'], rows);
    expect(images.map(({ path, class: name }) => [path, name])).toEqual([
      ['b/1.png', 'A'],
      ['2.png', 'A'],
    ]);
    expect(warnings.join('\n')).toMatch(/1 row of labels names no file: 9.png/);
    expect(warnings.join('\n')).toMatch(/may mean several files.*: 1.png/);
    expect(warnings.join('\n')).toMatch(/has a row already.*: b\/1.png/);
    expect(warnings.join('\n')).toMatch(/mask of the labels is not there: no.png/);
    expect(warnings.join('\n')).toMatch(/2 files have no row.*a\/1.png, notes.txt/);
  });

  it('find masks by stem in a folder called masks, and by the table', () => {
    const files = ['1.png', '2.png', 'masks/1.png', 'masks/special.png'];
    const { images } = match(files, [row('1.png', 'A'), row('2.png', 'A', { mask: 'masks/special.png' })]);
    expect(images.map(({ mask }) => mask)).toEqual(['masks/1.png', 'masks/special.png']);
  });

  it('of which none fits end the import with a sentence', () => {
    expect(() => match(['1.png'], [row('x', 'A')])).toThrow(expect.objectContaining({ kind: 'unknown-layout' }));
    expect(() => match(['1.png'], [])).toThrow(expect.objectContaining({ kind: 'unknown-layout' }));
  });
});
