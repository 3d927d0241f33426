import { describe, expect, it } from 'vitest';
import { type Circumstances, chooseFace, hasDisplay, mayFetch } from './chooseFace.ts';

describe('a display', () => {
  it.each<[NodeJS.Platform, Record<string, string>, boolean]>([
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { DISPLAY: 'localhost:10.0', SSH_CONNECTION: 'a' }, true],
    ['linux', {}, false],
    ['linux', { DISPLAY: '' }, false],
    ['linux', { XDG_SESSION_TYPE: 'x11' }, false],
    ['freebsd', { DISPLAY: ':0' }, true],
    ['darwin', {}, true],
    ['darwin', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, false],
    ['win32', {}, true],
    ['win32', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, false],
  ])('on %s with %o: %s', (platform, environment, is) => {
    expect(hasDisplay(platform, environment)).toBe(is);
  });
});

it.each<[Record<string, string>, boolean]>([
  [{}, true],
  [{ SMEARLAB_OFFLINE: '1' }, false],
  [{ ELECTRON_SKIP_BINARY_DOWNLOAD: '1' }, false],
  [{ ELECTRON_SKIP_BINARY_DOWNLOAD: 'true' }, false],
  [{ ELECTRON_SKIP_BINARY_DOWNLOAD: '0' }, true],
  [{ SMEARLAB_OFFLINE: 'false', ELECTRON_SKIP_BINARY_DOWNLOAD: '' }, true],
])('with %o Electron may be fetched: %s', (environment, may) => {
  expect(mayFetch(environment)).toBe(may);
});

describe('the face that is opened', () => {
  const best: Circumstances = { browserAsked: false, hasDisplay: true, mayFetch: true, electron: { kind: 'here' } };

  it('is the window where there is a display and Electron', () => {
    expect(chooseFace(best)).toEqual({ kind: 'window' });
    expect(chooseFace({ ...best, mayFetch: false })).toEqual({ kind: 'window' });
  });

  it('waits for Electron to be fetched where that may be', () => {
    expect(chooseFace({ ...best, electron: { kind: 'missing' } })).toEqual({ kind: 'fetch' });
  });

  it.each<[string, Partial<Circumstances>, string]>([
    ['it was asked for', { browserAsked: true }, 'Opened for a browser, as was asked.'],
    ['it was asked for, without fetching anything', { browserAsked: true, electron: { kind: 'missing' } }, 'as was asked'],
    ['there is no display', { hasDisplay: false }, 'no display for a window here'],
    ['there is no display, without fetching anything', { hasDisplay: false, electron: { kind: 'missing' } }, 'no display'],
    [
      'Electron is missing and not to be fetched',
      { mayFetch: false, electron: { kind: 'missing' } },
      'Opened for a browser, because Electron’s program is not here; npm exec install-electron fetches it where there is a network.',
    ],
    [
      'Electron could not be had',
      { electron: { kind: 'unavailable', because: 'The network does not answer' } },
      'because the network does not answer; npm exec install-electron',
    ],
  ])('is the browser’s when %s, and says so in one sentence', (_, circumstances, said) => {
    const face = chooseFace({ ...best, ...circumstances });
    expect(face).toMatchObject({ kind: 'browser', because: expect.stringContaining(said) });
    expect(face.kind === 'browser' && face.because.match(/\./g)).toHaveLength(1);
  });
});
