import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseDataFolder, chosenDataFolder, defaultDataFolder, pointerFile, type System } from './dataFolderPointer.ts';

describe('the data folder that nobody has chosen', () => {
  it.each<[string, NodeJS.Platform, string, string]>([
    ['Linux', 'linux', '/home/lab', '/home/lab/Smearlab'],
    ['macOS', 'darwin', '/Users/lab', '/Users/lab/Smearlab'],
    ['Windows', 'win32', 'C:\\Users\\lab', 'C:\\Users\\lab\\Smearlab'],
  ])('lies in sight in the person’s own folder on %s', (_, platform, home, folder) => {
    expect(defaultDataFolder({ platform, home, environment: {} })).toBe(folder);
  });
});

describe('the pointer to a chosen data folder', () => {
  it.each<[string, NodeJS.Platform, string, Record<string, string>, string]>([
    ['Linux', 'linux', '/home/lab', {}, '/home/lab/.config/smearlab/data-folder.json'],
    ['Linux with XDG_CONFIG_HOME', 'linux', '/home/lab', { XDG_CONFIG_HOME: '/etc/lab' }, '/etc/lab/smearlab/data-folder.json'],
    ['an empty XDG_CONFIG_HOME', 'linux', '/home/lab', { XDG_CONFIG_HOME: '' }, '/home/lab/.config/smearlab/data-folder.json'],
    ['a relative XDG_CONFIG_HOME', 'linux', '/home/lab', { XDG_CONFIG_HOME: 'x' }, '/home/lab/.config/smearlab/data-folder.json'],
    ['FreeBSD', 'freebsd', '/home/lab', {}, '/home/lab/.config/smearlab/data-folder.json'],
    ['macOS', 'darwin', '/Users/lab', {}, '/Users/lab/Library/Application Support/Smearlab/data-folder.json'],
    ['Windows', 'win32', 'C:\\Users\\lab', { APPDATA: 'D:\\Data' }, 'D:\\Data\\Smearlab\\data-folder.json'],
    ['Windows without APPDATA', 'win32', 'C:\\Users\\lab', {}, 'C:\\Users\\lab\\AppData\\Roaming\\Smearlab\\data-folder.json'],
  ])('lies where %s keeps settings', (_, platform, home, environment, file) => {
    expect(pointerFile({ platform, home, environment })).toBe(file);
  });

  let home: string;
  let system: System;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'smearlab-home-'));
    system = { platform: process.platform, home, environment: {} };
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('is not needed: the default is opened then, whether it is there or not', () => {
    expect(chosenDataFolder(system)).toBe(join(home, 'Smearlab'));
  });

  it('leads to the folder that was chosen last, which is made', () => {
    for (const name of ['one', join('two', 'deep')]) chooseDataFolder(join(home, name), system);
    expect(chosenDataFolder(system)).toBe(join(home, 'two', 'deep'));
    expect(existsSync(join(home, 'two', 'deep'))).toBe(true);
    expect(readdirSync(dirname(pointerFile(system)))).toEqual(['data-folder.json']);
  });

  it('is not followed to a folder that is gone: nothing empty is made in its place', () => {
    const folder = join(home, 'disk');
    chooseDataFolder(folder, system);
    rmSync(folder, { recursive: true });
    expect(() => chosenDataFolder(system)).toThrow(expect.objectContaining({ kind: 'missing-file', file: folder }));
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['half a file', '{"folder": "/da'],
    ['no folder', '{}'],
    ['an empty one', '{"folder": ""}'],
    ['a relative one', '{"folder": "data"}'],
    ['a number', '{"folder": 5}'],
    ['a list', '[]'],
    ['null', 'null'],
  ])('that says %s is an error that names it, not another library', (_, text) => {
    const pointer = pointerFile(system);
    mkdirSync(dirname(pointer), { recursive: true });
    writeFileSync(pointer, text);
    expect(() => chosenDataFolder(system)).toThrow(expect.objectContaining({ kind: 'wrong-usage', file: pointer }));
  });

  it.each(['', 'data', './data', '../data', '~/data'])('is not written for %j, which is no whole path', (folder) => {
    expect(() => chooseDataFolder(folder, system)).toThrow(expect.objectContaining({ kind: 'wrong-usage' }));
    expect(existsSync(pointerFile(system))).toBe(false);
  });

  it('stays what it was when the folder cannot be made', () => {
    chooseDataFolder(join(home, 'good'), system);
    writeFileSync(join(home, 'file'), '');
    expect(() => chooseDataFolder(join(home, 'file', 'below'), system)).toThrow(expect.objectContaining({ kind: 'not-writable' }));
    expect(chosenDataFolder(system)).toBe(join(home, 'good'));
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'is not written for a folder one may not write to (skipped as root and on Windows)',
    () => {
      const folder = join(home, 'locked');
      mkdirSync(folder);
      chmodSync(folder, 0o500);
      expect(() => chooseDataFolder(folder, system)).toThrow(expect.objectContaining({ kind: 'not-writable' }));
    },
  );
});
