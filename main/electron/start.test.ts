import { describe, expect, it } from 'vitest';
import { menuOf } from './menu.ts';
import { namedFolder } from './namedFolder.ts';
import { de, en, wordsOf } from './words.ts';

describe('the data folder that is named at the start', () => {
  it.each([
    [['smearlab', '--library', '/data'], '/data'],
    [['electron', '.', '--library=/data'], '/data'],
    [['smearlab', '--library', 'one', '--library', 'two'], 'two'],
    [['smearlab', '--library=one=two'], 'one=two'],
  ])('in %j is %s', (args, folder) => {
    expect(namedFolder(args)).toBe(folder);
  });

  it.each([
    [[]],
    [['smearlab']],
    [['smearlab', '--library']],
    [['smearlab', '--library=']],
    [['smearlab', '--library', '--other']],
    [['library', '/data']],
  ])('is none in %j', (args) => {
    expect(namedFolder(args)).toBeUndefined();
  });
});

describe('the words of the operating system’s windows', () => {
  it.each([
    ['system', 'de-AT', de],
    ['system', 'DE', de],
    ['system', 'en-GB', en],
    ['system', 'fr', en],
    ['system', '', en],
    ['system', 'dev', en],
    ['en', 'de', en],
    ['de', 'en', de],
  ] as const)('of %s under %j', (language, locale, words) => {
    expect(wordsOf(language, locale)).toBe(words);
  });
});

describe('the menu', () => {
  const roles = (isPackaged: boolean, platform: NodeJS.Platform = 'linux') => JSON.stringify(menuOf({ platform, isPackaged, words: en }));

  it('has the keys that a person expects on every system', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      for (const role of ['quit', 'copy', 'paste', 'selectAll', 'zoomIn', 'minimize']) expect(roles(true, platform)).toContain(`"${role}"`);
    }
  });

  it('leads an installed program neither to developer tools nor out of itself', () => {
    for (const role of ['toggleDevTools', 'reload', 'help']) expect(roles(true)).not.toContain(role);
    expect(roles(false)).toContain('toggleDevTools');
  });
});
