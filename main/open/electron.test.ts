import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronProgram, givesUp, whyNot } from './electron.ts';

describe('Electron’s program', () => {
  let folder: string;
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'smearlab-electron-'));
    write('package.json', '{"version": "45.4.1"}');
    write('path.txt', 'electron');
    write('dist/version', '45.4.1');
    write('dist/electron', '');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is here when it is whole', () => {
    expect(electronProgram(folder, 'linux', {})).toBe(join(folder, 'dist', 'electron'));
  });

  it.each<[NodeJS.Platform, string]>([
    ['win32', 'electron.exe'],
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ])('lies where %s has it', (platform, file) => {
    write(`dist/${file}`, '');
    expect(electronProgram(folder, platform, {})).toBe(join(folder, 'dist', file));
  });

  it.each([
    ['nothing was fetched', 'dist'],
    ['unpacking broke off', 'path.txt'],
    ['the program was taken away', 'dist/electron'],
  ])('is not here when %s', (_, gone) => {
    rmSync(join(folder, gone), { recursive: true });
    expect(electronProgram(folder, 'linux', {})).toBeUndefined();
  });

  it('is not here when it is of another version', () => {
    write('dist/version', 'v44.0.0');
    expect(electronProgram(folder, 'linux', {})).toBeUndefined();
  });

  it('may be a lab’s own, where it is there', () => {
    expect(electronProgram('/nowhere', 'linux', { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'dist') })).toBe(
      join(folder, 'dist', 'electron'),
    );
    expect(electronProgram(folder, 'linux', { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' })).toBeUndefined();
  });
});

describe('fetching it', () => {
  it.each([
    [{ elapsed: 5, still: 5, hasBegun: false }, undefined],
    [{ elapsed: 8, still: 8, hasBegun: false }, 'no answer'],
    [{ elapsed: 20, still: 12, hasBegun: true }, undefined],
    [{ elapsed: 60, still: 45, hasBegun: true }, 'stuck'],
    [{ elapsed: 800, still: 1, hasBegun: true }, undefined],
    [{ elapsed: 900, still: 1, hasBegun: true }, 'too long'],
  ] as const)('after %o is given up: %s', (fetching, given) => {
    expect(givesUp(fetching)).toBe(given);
  });

  it.each([
    ['TypeError: fetch failed\n  [cause]: Error: getaddrinfo ENOTFOUND example', 'There is no network to fetch Electron’s program by'],
    ['Error: connect ECONNREFUSED 127.0.0.1:9', 'There is no network to fetch Electron’s program by'],
    ['HTTPError: Response code 403 (Forbidden) for x', 'Electron’s program could not be fetched (the network answered 403)'],
    ['Error: ENOSPC: no space left on device, write', 'The disk is full, and Electron’s program does not fit on it'],
    ['Error: EACCES: permission denied, mkdir', 'Electron’s program cannot be written into node_modules'],
    [
      'ChecksumMismatchError: Generated checksum for "electron" did not match',
      'What was fetched as Electron’s program is not what it should be',
    ],
    ['', 'Electron’s program could not be fetched'],
    ['[object Object]', 'Electron’s program could not be fetched'],
  ])('that failed with %j says why', (stderr, why) => {
    expect(whyNot(stderr)).toBe(why);
  });
});
