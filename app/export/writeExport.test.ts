import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertFree, type Exported, writeExport } from './writeExport.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const FILE: Exported = { kind: 'file', bytes: bytes('model') };
const FOLDER: Exported = {
  kind: 'folder',
  files: new Map([
    ['a.json', bytes('{}')],
    ['b.bin', bytes('weights')],
  ]),
};
const isOurs = (name: string) => name === 'a.json' || name === 'b.bin';

let home: string;
let target: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'smearlab-target-'));
  target = join(home, 'out');
});
afterEach(() => rmSync(home, { recursive: true }));

const read = (...path: string[]) => readFileSync(join(target, ...path), 'utf8');

/** Something that was there before. */
const THERE: Readonly<Record<string, () => void>> = {
  'a file': () => writeFileSync(target, 'old'),
  'an empty folder': () => mkdirSync(target),
  'an earlier export': () => {
    mkdirSync(target);
    writeFileSync(join(target, 'a.json'), 'old');
  },
  'a folder with other things': () => {
    mkdirSync(target);
    writeFileSync(join(target, 'a.json'), 'old');
    writeFileSync(join(target, 'thesis.docx'), 'years');
  },
};

describe('the place for an export', () => {
  it.each(['file', 'folder'] as const)('for a %s is free where nothing is', (kind) => {
    expect(() => assertFree(target, kind, false, isOurs)).not.toThrow();
    expect(() => assertFree(join(home, 'not', 'there'), kind, false, isOurs)).not.toThrow();
  });

  it.each(Object.keys(THERE).flatMap((there) => (['file', 'folder'] as const).map((kind) => [there, kind] as const)))(
    'where %s is, is not free for a %s unless it is asked for',
    (there, kind) => {
      THERE[there]?.();
      expect(() => assertFree(target, kind, false, isOurs)).toThrow(
        expect.objectContaining({ kind: 'already-there', file: target, message: expect.stringContaining('--force') }),
      );
    },
  );

  it.each([
    ['a file', 'file'],
    ['an empty folder', 'folder'],
    ['an earlier export', 'folder'],
  ] as const)('where %s is, is made free for a %s by force', (there, kind) => {
    THERE[there]?.();
    expect(() => assertFree(target, kind, true, isOurs)).not.toThrow();
  });

  it.each([
    ['an earlier export', 'file', 'is a folder'],
    ['a file', 'folder', 'is a file'],
    ['a folder with other things', 'folder', 'thesis.docx'],
  ] as const)('where %s is, is not made free for a %s even by force', (there, kind, why) => {
    THERE[there]?.();
    expect(() => assertFree(target, kind, true, isOurs)).toThrow(
      expect.objectContaining({ kind: 'already-there', message: expect.stringContaining(why) }),
    );
  });

  it('of an impossible name is said in a sentence', () => {
    const impossible = join(home, 'x'.repeat(300));
    expect(() => assertFree(impossible, 'file', false, isOurs)).toThrow(expect.objectContaining({ kind: 'not-writable' }));
  });
});

describe('an export', () => {
  it('is written as a file, in place of an earlier one', () => {
    THERE['a file']?.();
    writeExport(target, FILE);
    expect(readFileSync(target, 'utf8')).toBe('model');
    expect(readdirSync(home)).toEqual(['out']);
  });

  it.each(['nothing', 'an empty folder', 'an earlier export'])(
    'is written as a folder in place of %s, and nothing else is left',
    (there) => {
      THERE[there]?.();
      writeExport(target, FOLDER);
      expect(readdirSync(target).sort()).toEqual(['a.json', 'b.bin']);
      expect([read('a.json'), read('b.bin')]).toEqual(['{}', 'weights']);
      expect(readdirSync(home)).toEqual(['out']);
    },
  );

  it('that fails half way leaves what was there, and nothing of its own', () => {
    THERE['an earlier export']?.();
    const broken: Exported = {
      kind: 'folder',
      files: new Map([...(FOLDER.kind === 'folder' ? FOLDER.files : []), ['no/such', bytes('x')]]),
    };
    expect(() => writeExport(target, broken)).toThrow(expect.objectContaining({ kind: 'not-writable', file: target }));
    expect(readdirSync(target)).toEqual(['a.json']);
    expect(read('a.json')).toBe('old');
    expect(readdirSync(home)).toEqual(['out']);
  });

  it.each([FILE, FOLDER])('whose folder is not there says so: as a $kind', (exported) => {
    const lost = join(home, 'not', 'there');
    expect(() => writeExport(lost, exported)).toThrow(
      expect.objectContaining({ kind: 'not-writable', message: `The folder for ${lost} is not there. Make it, or choose another --out.` }),
    );
    expect(existsSync(join(home, 'not'))).toBe(false);
  });

  it.each([FILE, FOLDER])('below a file says that it cannot be written: as a $kind', (exported) => {
    THERE['a file']?.();
    expect(() => writeExport(join(target, 'below'), exported)).toThrow(
      expect.objectContaining({ kind: 'not-writable', message: expect.stringContaining('ENOTDIR') }),
    );
    expect(readFileSync(target, 'utf8')).toBe('old');
  });

  it.skipIf(process.platform === 'win32')(
    'goes to the place of a link, not to where that leads (no links without rights on Windows)',
    () => {
      const elsewhere = join(home, 'elsewhere');
      writeFileSync(elsewhere, 'mine');
      symlinkSync(elsewhere, target);
      writeExport(target, FILE);
      expect([readFileSync(target, 'utf8'), readFileSync(elsewhere, 'utf8')]).toEqual(['model', 'mine']);
    },
  );
});
