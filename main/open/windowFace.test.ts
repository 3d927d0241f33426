import { describe, expect, it } from 'vitest';
import { browserCommand } from './systemBrowser.ts';
import { type Ended, whyNoWindow } from './windowFace.ts';

describe('Electron’s program that ended', () => {
  const ended: Ended = { status: 0, signal: null, seconds: 3600, stderr: '' };

  it.each<[string, Partial<Ended>]>([
    ['as the person closed it', {}],
    ['as it was closed at once', { seconds: 0.5 }],
    ['by a crash after an hour', { status: null, signal: 'SIGSEGV' }],
    ['by Ctrl-C while it started', { status: null, signal: 'SIGINT', seconds: 1 }],
    ['by being stopped while it started', { status: null, signal: 'SIGTERM', seconds: 1 }],
    ['with a sentence: the data folder is in use', { status: 1, seconds: 2, stderr: 'smearlab: Another command is changing the library' }],
    ['with wrong usage', { status: 2, seconds: 2 }],
    ['closed, with the noise of a driver', { seconds: 10, stderr: 'libGL error: failed to load driver; display 0' }],
  ])('%s leaves it at that', (_, how) => {
    expect(whyNoWindow({ ...ended, ...how })).toBeUndefined();
  });

  it.each<[Partial<Ended>, RegExp]>([
    [
      { status: null, signal: 'SIGTRAP', stderr: 'FATAL: The SUID sandbox helper binary was found, but is not configured correctly.' },
      /sandbox/,
    ],
    [{ status: 1, stderr: 'Running as root without --no-sandbox is not supported.' }, /sandbox/],
    [{ status: 127, stderr: 'electron: error while loading shared libraries: libgtk-3.so.0: cannot open' }, /library/],
    [{ status: 1, stderr: 'ERROR:ozone_platform_x11.cc Missing X server or $DISPLAY' }, /display/],
    [{ status: null, signal: 'SIGSEGV' }, /could not start/],
    [{ status: null, signal: 'SIGABRT' }, /could not start/],
    [{ status: 133 }, /could not start/],
  ])('in its first seconds as %o never showed a window', (how, why) => {
    expect(whyNoWindow({ ...ended, seconds: 1.5, ...how })).toMatch(why);
  });
});

it.each<[NodeJS.Platform, string]>([
  ['linux', 'xdg-open'],
  ['darwin', 'open'],
  ['win32', 'rundll32'],
])('the browser of %s is opened by %s, with the address as one argument', (platform, program) => {
  const address = 'http://127.0.0.1:1/?token=a&b';
  const [named, ...args] = browserCommand(platform, address);
  expect(named).toBe(program);
  expect(args.at(-1)).toBe(address);
});
