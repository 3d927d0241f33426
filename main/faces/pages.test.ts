import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPages } from './pages.ts';

describe('the pages of a built renderer', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'smearlab-pages-'));
    mkdirSync(join(folder, 'assets'));
    const files = [
      'index.html',
      'icon.svg',
      'assets/index-BNJtnlgm.js',
      'assets/index-BNJtnlgm.js.map',
      '.built',
      'notes.txt',
      'assets/a b.js',
    ];
    for (const file of [...files, 'assets/.hidden.js']) writeFileSync(join(folder, file), file);
    symlinkSync('/etc/hostname', join(folder, 'assets', 'linked.js'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are those that a page can load, by an address that has one spelling; no hidden file, no link, no other type', () => {
    expect([...readPages(folder).files.keys()].sort()).toEqual(['/assets/index-BNJtnlgm.js', '/icon.svg']);
  });

  it('keep for ever what is named by its content', () => {
    const { files } = readPages(folder);
    expect(files.get('/assets/index-BNJtnlgm.js')).toMatchObject({ isHashed: true, type: 'text/javascript; charset=utf-8' });
    expect(files.get('/icon.svg')).toMatchObject({ isHashed: false });
  });

  it('stay what they were when the folder is built anew', () => {
    const pages = readPages(folder);
    writeFileSync(join(folder, 'icon.svg'), 'another');
    expect(String(pages.files.get('/icon.svg')?.bytes)).toBe('icon.svg');
  });

  it('that are not built are an error that says what to do', () => {
    expect(() => readPages(join(folder, 'nowhere'))).toThrow(/npm run build/);
  });
});
