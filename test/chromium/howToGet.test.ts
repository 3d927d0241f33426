import { describe, expect, it } from 'vitest';
import { howToGet, type Machine } from './howToGet.ts';

const bare: Machine = { chromium: undefined, system: ['debian'], hasAptGet: true, isRoot: true, hasSudo: false, environment: {} };

describe('the browser for tests', () => {
  it.each<[string, Partial<Machine>]>([
    ['on any machine', {}],
    ['where nothing may be fetched', { environment: { SMEARLAB_OFFLINE: '1' } }],
    ['where nothing can be installed', { system: [], hasAptGet: false, isRoot: false }],
  ])('is used when it is here, %s', (_, machine) => {
    expect(howToGet({ ...bare, chromium: '/usr/bin/chromium', ...machine })).toEqual({ kind: 'here' });
  });

  it.each<[string, Partial<Machine>, string]>([
    ['by root', {}, 'env'],
    ['by sudo', { isRoot: false, hasSudo: true }, 'sudo'],
    ['on what is made of Debian', { system: ['raspbian', 'debian'] }, 'env'],
    ['where offline is said to be off', { environment: { SMEARLAB_OFFLINE: '0' } }, 'env'],
  ])('is installed by apt %s, without a question asked', (_, machine, first) => {
    const means = howToGet({ ...bare, ...machine });
    const commands = means.kind === 'install' ? means.commands : [];
    expect(commands.map((command) => command[0])).toEqual([first, first]);
    expect(commands.map((command) => command.join(' '))).toEqual([
      expect.stringMatching(/DEBIAN_FRONTEND=noninteractive apt-get .* update$/),
      expect.stringMatching(/apt-get .* install --yes --no-install-recommends chromium$/),
    ]);
    expect(commands.filter((command) => command.includes('sudo')).every((command) => command.includes('-n'))).toBe(true);
  });

  it.each<[string, Partial<Machine>, string]>([
    ['by somebody who may not install', { isRoot: false }, 'needs root'],
    ['offline', { environment: { SMEARLAB_OFFLINE: '1' } }, 'SMEARLAB_OFFLINE'],
    ['on Ubuntu, also by root', { system: ['ubuntu', 'debian'] }, 'snap'],
    ['on another Linux', { system: ['fedora'] }, 'Debian alone'],
    ['on macOS or Windows', { system: [], hasAptGet: false }, 'Debian alone'],
    ['on a Debian without apt-get', { hasAptGet: false }, 'Debian alone'],
  ])('is done without %s, and the reason is said', (_, machine, because) => {
    expect(howToGet({ ...bare, ...machine })).toEqual({ kind: 'skip', because: expect.stringContaining(because) });
  });
});
