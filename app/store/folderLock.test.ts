import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFolderLocked, lockFolder } from './folderLock.ts';

let folder = '';
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-lock-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  child = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Another process that locks the folder and lives on. */
async function lockElsewhere(): Promise<ChildProcess> {
  const module = new URL('./folderLock.ts', import.meta.url).href;
  const script = `import { lockFolder } from ${JSON.stringify(module)}; lockFolder(process.argv[1]); console.log('locked'); setInterval(() => {}, 1000);`;
  const started = spawn(process.execPath, ['--input-type=module', '-e', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  await once(started.stdout, 'data');
  return started;
}

describe('the lock of a folder', () => {
  it('is held once, and again after its release', () => {
    const lock = lockFolder(folder);
    expect(isFolderLocked(folder)).toBe(true);
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ kind: 'in-use', message: expect.stringContaining(folder) }));
    expect(isFolderLocked(folder)).toBe(true);
    lock.release();
    lock.release();
    expect(isFolderLocked(folder)).toBe(false);
    lockFolder(folder).release();
  });

  it('makes the folder it locks, and looking makes nothing', () => {
    expect(isFolderLocked(join(folder, 'new'))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    lockFolder(join(folder, 'new')).release();
    expect(readdirSync(folder)).toEqual(['new']);
  });

  it('holds against another process, and ends with it even when it is killed', async () => {
    const other = await lockElsewhere();
    expect(isFolderLocked(folder)).toBe(true);
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ kind: 'in-use' }));
    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
    expect(isFolderLocked(folder)).toBe(false);
    const lock = lockFolder(folder);
    expect(isFolderLocked(folder)).toBe(true);
    lock.release();
  });

  it('says when the folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => lockFolder(join(folder, 'file', 'out'))).toThrow(expect.objectContaining({ name: 'SmearlabError' }));
  });
});
