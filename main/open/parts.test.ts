import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedOnDisk, isStale, type Part } from './parts.ts';

const part: Part = { name: 'it', output: 'dist/index.html', sources: ['source', 'package.json'], config: 'vite.config.ts' };

describe('a built part', () => {
  let root: string;
  const at = (second: number, ...paths: string[]) => {
    for (const path of paths) utimesSync(join(root, path), second, second);
  };
  const isOld = () => isStale(part, changedOnDisk(root));
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'smearlab-parts-'));
    for (const file of ['source/deep/a.ts', 'source/deep/a.test.ts', 'dist/index.html', 'package.json']) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), '');
    }
    at(100, 'source/deep/a.ts', 'source/deep/a.test.ts', 'source/deep', 'source', 'package.json');
    at(200, 'dist/index.html');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('newer than all that it is made of is good as it is', () => {
    expect(isOld()).toBe(false);
  });

  it.each([['source/deep/a.ts'], ['package.json'], ['source/deep'], ['source']])('is built anew when %s has changed since', (path) => {
    at(300, path);
    expect(isOld()).toBe(true);
  });

  it('is built when it is missing', () => {
    rmSync(join(root, 'dist'), { recursive: true });
    expect(isOld()).toBe(true);
  });

  it('is built anew when a source was taken away, which its folder tells', () => {
    rmSync(join(root, 'source/deep/a.ts'));
    expect(isOld()).toBe(true);
  });

  it('is not built anew for a test', () => {
    at(300, 'source/deep/a.test.ts');
    expect(isOld()).toBe(false);
  });

  it('is good as it is where its sources are not there at all, as in an installed program', () => {
    rmSync(join(root, 'source'), { recursive: true });
    rmSync(join(root, 'package.json'));
    expect(isOld()).toBe(false);
  });
});
