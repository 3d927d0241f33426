import { describe, expect, it } from 'vitest';
import { isOurPage, isTrusted, mayLoad, mayNavigate, mayOpenWindow, mayUse, type Sender } from './policies.ts';

/** Addresses that are not our page, although some look like it. */
const FOREIGN = [
  '',
  'about:blank',
  'app:smearlab',
  'app:///',
  'app://smearlab',
  'app://smearlab.evil/',
  'app://smearlab:80/',
  'app://smearlab@evil/',
  'app://user@smearlab/',
  'app://evil/smearlab/',
  'app://evil/?app://smearlab/',
  'app://evil/#app://smearlab/',
  ' app://smearlab/',
  'app://smearlab/\u0000',
  'app://smearlab//',
  'app://smearlab/../',
  'app://smearlab/%2e%2e/',
  'app://smearlab\\',
  'apps://smearlab/',
  'blob:app://smearlab/0',
  'data:text/html,<script>1</script>',
  'file:///etc/passwd',
  'http://smearlab/',
  'https://example.org/',
  'https://smearlab/',
  'javascript:alert(1)',
  'view-source:app://smearlab/',
  'devtools://devtools/bundled/inspector.html',
  'chrome://settings/',
];

describe('our page', () => {
  it.each(['app://smearlab/', 'app://smearlab/#', 'app://smearlab/#library?dataSet=1'])('is %s', (url) => {
    expect(isOurPage(url)).toBe(true);
    expect(mayNavigate(url)).toBe(true);
  });

  it.each([...FOREIGN, 'app://smearlab/?x', 'app://smearlab/index.html', 'app://smearlab/media/image/1', 'APP://SMEARLAB/'])(
    'is not %j, and the window does not go there',
    (url) => {
      expect(isOurPage(url)).toBe(false);
      expect(mayNavigate(url)).toBe(false);
    },
  );
});

describe('a message', () => {
  const frame = { url: 'app://smearlab/#library', origin: 'app://smearlab', isMain: true };
  const ours: Sender = { isOurWindow: true, frame };

  it('of our page in the main frame of our window is trusted', () => {
    expect(isTrusted(ours)).toBe(true);
  });

  it.each<[string, Sender]>([
    ['another window', { ...ours, isOurWindow: false }],
    ['a page that is gone', { ...ours, frame: null }],
    ['a frame within our page', { ...ours, frame: { ...frame, isMain: false } }],
    ['a page without an origin', { ...ours, frame: { ...frame, origin: 'null' } }],
    ['a page of another origin at an address that says ours', { ...ours, frame: { ...frame, origin: 'https://example.org' } }],
    ['another file of ours', { ...ours, frame: { ...frame, url: 'app://smearlab/icon.svg' } }],
    ...FOREIGN.map((url): [string, Sender] => [JSON.stringify(url), { ...ours, frame: { ...frame, url } }]),
  ])('of %s is not', (_, sender) => {
    expect(isTrusted(sender)).toBe(false);
  });
});

it.each([...FOREIGN, 'app://smearlab/', 'app://smearlab/#library'])('no second window is opened, not even for %j', (url) => {
  expect(mayOpenWindow(url)).toBe(false);
});

it.each([
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'media',
  'mediaKeySystem',
  'midi',
  'notifications',
  'openExternal',
  'pointerLock',
  'serial',
  'storage-access',
  'unknown',
  'usb',
  'window-management',
  'what nobody has heard of',
])('the permission %s is refused', (permission) => {
  expect(mayUse(permission)).toBe(false);
});

describe('what is fetched', () => {
  it.each(['app://smearlab/', 'app://smearlab/assets/index.js', 'app://smearlab/media/image/1?side=9', 'blob:app://smearlab/0-1'])(
    'may be %s',
    (url) => {
      expect(mayLoad(url, true)).toBe(true);
    },
  );

  it.each(FOREIGN.filter((url) => !url.startsWith('app://smearlab/') && !url.startsWith('blob:')))(
    'is not %j in an installed program',
    (url) => {
      expect(mayLoad(url, true)).toBe(false);
    },
  );

  it.each(['blob:https://example.org/1', 'wss://example.org/', 'ftp://example.org/', 'https://devtools://devtools/'])(
    'is never %s',
    (url) => {
      expect(mayLoad(url, true)).toBe(false);
      expect(mayLoad(url, false)).toBe(false);
    },
  );

  it('may be the developer tools where the program is not installed', () => {
    expect(mayLoad('devtools://devtools/bundled/inspector.html', false)).toBe(true);
  });
});
