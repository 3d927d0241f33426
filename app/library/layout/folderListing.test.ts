import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listRoot } from './folderListing.ts';

const NEVER = new AbortController().signal;
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'smearlab-listing-'));
  mkdirSync(join(root, 'b/c'), { recursive: true });
  writeFileSync(join(root, 'b/c/1.png'), '');
  writeFileSync(join(root, 'a.png'), '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('listRoot', () => {
  it('lists files and folders relative to the root, without what is always ignored', async () => {
    mkdirSync(join(root, '.git'));
    writeFileSync(join(root, '.git/x'), '');
    writeFileSync(join(root, 'b/Thumbs.db'), '');
    expect(await listRoot(root, NEVER)).toEqual({ files: ['a.png', 'b/c/1.png'], folders: ['b', 'b/c'], warnings: [], refused: [] });
  });

  it('follows links, but never in a circle', async () => {
    symlinkSync(join(root, 'b/c'), join(root, 'd'));
    symlinkSync(root, join(root, 'b/loop'));
    symlinkSync(join(root, 'b'), join(root, 'b/c/up'));
    symlinkSync(join(root, 'self'), join(root, 'self'));
    const { files } = await listRoot(root, NEVER);
    expect(files).toEqual(['a.png', 'b/c/1.png', 'd/1.png']);
  });

  it('does not go deeper than any layout', async () => {
    mkdirSync(join(root, '1/2/3/4/5/6/7/8'), { recursive: true });
    writeFileSync(join(root, '1/2/3/4/5/6/7/8/x.png'), '');
    expect((await listRoot(root, NEVER)).files).toEqual(['a.png', 'b/c/1.png']);
  });
});
