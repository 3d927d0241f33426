import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CORRECTIONS_LIST, type CorrectionRow, listText, mergedRows, readList, rowOf } from './corrections.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-corrections-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const row = (digit: string, name: string, slide = 1): CorrectionRow => ({
  ...{ file: `slide-${slide}/${digit.repeat(64)}.png`, class: name, group: `slide-${slide}`, source: `slide A-${slide}`, predicted: 'A' },
});

describe('the list of corrected cells', () => {
  it.each([
    ['nothing', []],
    ['quotes, commas and line breaks', [row('a', 'Smudge, "old"\n; x')]],
    ['what a spreadsheet would compute', [row('a', '=1+1'), row('b', '@SUM(A1)')]],
    ['words of any script', [row('a', 'Промиелоцит 骨髄球 🔬')]],
  ])('reads back what was written: %s', (_, rows) => {
    writeFileSync(join(folder, CORRECTIONS_LIST), listText(rows));
    expect(readList(folder)).toEqual(rows);
  });

  it('is empty where there is none yet, and refused where it is none any more', () => {
    expect(readList(folder)).toEqual([]);
    for (const text of ['file,class\nx', '\u0000', 'a,b\n"']) {
      writeFileSync(join(folder, CORRECTIONS_LIST), text);
      expect(() => readList(folder)).toThrow(/cannot be read/);
      expect(readFileSync(join(folder, CORRECTIONS_LIST), 'utf8')).toBe(text);
    }
  });

  it('holds each picture once, with the latest word of it, where its copy lies already', () => {
    const merged = mergedRows([row('a', 'A'), row('b', 'B')], [row('a', 'C', 2), row('c', 'D', 2)]);
    expect(merged.map((of) => [of.file, of.class])).toEqual([
      [`slide-1/${'a'.repeat(64)}.png`, 'C'],
      [`slide-1/${'b'.repeat(64)}.png`, 'B'],
      [`slide-2/${'c'.repeat(64)}.png`, 'D'],
    ]);
  });

  it('names a copy by its bytes, whatever the file was called', () => {
    const cell = { id: 1, file: '/x/..\\ "odd"\n.JPG', sha256: 'f'.repeat(64), class: 'A', predicted: null };
    expect(rowOf({ id: 3, accession: 'H' }, cell)).toMatchObject({
      file: `slide-3/${'f'.repeat(64)}.jpg`,
      group: 'slide-3',
      predicted: '',
    });
  });
});
