import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWritable, outputFolder, writeText } from './outputFolder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'smearlab-out-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const notWritable = (file: string) => expect.objectContaining({ kind: 'not-writable', file, message: expect.stringContaining(file) });

describe('the output folder', () => {
  it('is made with all folders above it, and nothing is left of the trial', () => {
    const folder = outputFolder(join(root, 'a', 'b', 'Färbung 1'));
    makeWritable(folder);
    makeWritable(folder);
    expect(readdirSync(folder.root)).toEqual(['runs']);
  });

  it('keeps everything below its root', () => {
    const { root: own, runFolder, ...files } = outputFolder(root);
    expect(own).toBe(root);
    for (const path of [...Object.values(files), runFolder('wbc-10-plain')]) expect(path.startsWith(root)).toBe(true);
  });

  it.each([
    ['is a file', () => writeFileSync(join(root, 'x'), ''), 'x'],
    ['lies below a file', () => writeFileSync(join(root, 'x'), ''), 'x/y/z'],
    ['has a file where the runs go', () => [mkdirSync(join(root, 'x')), writeFileSync(join(root, 'x', 'runs'), '')].length, 'x/runs/y'],
    ['lies below a link to nowhere', () => symlinkSync(join(root, 'nowhere'), join(root, 'x')), 'x/y'],
    ['lies below a link to itself', () => symlinkSync(join(root, 'x'), join(root, 'x')), 'x/y'],
    ['has a name too long for the disk', () => undefined, 'x'.repeat(300)],
  ])('that %s is refused in a sentence', (_, prepare, path) => {
    prepare();
    const folder = outputFolder(join(root, path));
    expect(() => makeWritable(folder)).toThrow(notWritable(folder.root));
  });

  it.runIf(process.platform === 'linux').each(['/proc/x', '/proc/x/y/z', '/sys/x', '/dev/null/x'])(
    'in %s, where nobody can make one, is refused and does not keep trying',
    (path) => {
      expect(() => makeWritable(outputFolder(path))).toThrow(notWritable(path));
    },
  );

  it('with a NUL in its name is refused as one of our sentences', () => {
    expect(() => makeWritable(outputFolder(`${root}/a\0b`))).toThrow(expect.objectContaining({ name: 'SmearlabError' }));
  });
});

describe('a text file', () => {
  it.each([
    ['nothing', ''],
    ['a line', 'short'],
    ['letters beyond ASCII', 'Größe 3 µm 😀\n'],
    ['a megabyte', 'x'.repeat(1e6)],
  ])('of %s holds what was written, and nothing lies beside it', (_, text) => {
    const file = join(root, 'study.json');
    writeFileSync(file, 'what stood there before');
    writeText(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(readdirSync(root)).toEqual(['study.json']);
  });

  it('stays as it was when the new one cannot be written', () => {
    const file = join(root, 'study.json');
    writeFileSync(file, 'old');
    // A folder where the temporary file would go stands for any write that fails.
    mkdirSync(`${file}.${process.pid}.part`);
    expect(() => writeText(file, 'new')).toThrow(expect.objectContaining({ name: 'SmearlabError' }));
    expect(readFileSync(file, 'utf8')).toBe('old');
  });

  it('that cannot take its place leaves no temporary file', () => {
    const file = join(root, 'study.json');
    mkdirSync(join(file, 'full'), { recursive: true });
    expect(() => writeText(file, 'new')).toThrow(notWritable(file));
    expect(existsSync(join(file, 'full'))).toBe(true);
    expect(readdirSync(root)).toEqual(['study.json']);
  });

  it.each([
    ['a folder that is not there', 'none/study.json'],
    ['a file instead of a folder', 'file/study.json'],
    ['a name too long for the disk', 'x'.repeat(300)],
  ])('in %s is refused in a sentence', (_, path) => {
    writeFileSync(join(root, 'file'), '');
    expect(() => writeText(join(root, path), 'new')).toThrow(notWritable(join(root, path)));
  });
});
