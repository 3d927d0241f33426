/** How a TypeScript entry is started: as one that was started before, and where nothing can be kept of it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const versionWith = (folder: string) =>
  execFileSync(process.execPath, ['main/start.mjs', 'main/cli/smearlab.ts', '--version'], {
    env: { ...process.env, NODE_COMPILE_CACHE: folder },
    encoding: 'utf8',
  });

it('A start keeps what was compiled for the next one', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'smearlab-compiled-')), 'compiled');
  const first = versionWith(folder);
  expect(readdirSync(folder)).toHaveLength(1);
  expect(versionWith(folder)).toBe(first);
});

it('A start goes without where the folder cannot be written', () => {
  expect(versionWith('/dev/null/compiled')).toMatch(/\d/);
});
