import { describe, expect, it } from 'vitest';
import { type Access, type Asked, decide, upgradeRefusal } from './access.ts';

const access: Access = { token: 'the-token-that-was-printed', port: 4321 };
const page: Asked = {
  method: 'GET',
  target: '/',
  hosts: ['127.0.0.1:4321'],
  origins: [],
  cookies: ['smearlab-4321=the-token-that-was-printed'],
  site: 'same-origin',
  mode: 'navigate',
  destination: 'document',
};
const stranger: Asked = { ...page, cookies: [] };
const answer = (asked: Partial<Asked>, from: Asked = page) => {
  const decision = decide({ ...from, ...asked }, access);
  return decision.kind === 'refused' ? decision.status : decision.kind;
};

describe('a request', () => {
  it.each<[string, Partial<Asked>]>([
    ['of our page', {}],
    ['of a program that is no browser', { site: undefined, mode: undefined, destination: undefined }],
    ['with HEAD', { method: 'HEAD' }],
    ['by the other name of this computer', { hosts: ['localhost:4321'] }],
    ['with a host in capitals', { hosts: ['LOCALHOST:4321'] }],
    ['that names our own origin', { origins: ['http://127.0.0.1:4321'] }],
    ['with cookies of other programs beside ours', { cookies: ['a=b; smearlab-4321=the-token-that-was-printed; smearlab-4322=x'] }],
    ['for a file', { target: '/assets/index-BNJtnlgm.js', mode: 'no-cors', destination: 'script' }],
    ['for a picture', { target: '/media/image/5?side=384&v=2', mode: 'no-cors', destination: 'image' }],
    ['typed into the address bar', { site: 'none' }],
    ['of a page elsewhere that leads here', { site: 'cross-site' }],
  ])('%s may ask', (_, asked) => {
    expect(answer(asked)).toBe('may-ask');
  });

  it.each([
    ['evil.example:4321'],
    ['evil.example'],
    ['127.0.0.1.evil.example:4321'],
    ['127.0.0.1:4321.evil.example'],
    ['localhost.evil.example:4321'],
    ['evil.example@127.0.0.1:4321'],
    ['127.0.0.1:4321@evil.example'],
    ['127.0.0.1'],
    ['127.0.0.1:4322'],
    ['127.0.0.1:04321'],
    ['127.0.0.1:4321 '],
    ['127.0.0.1:4321,evil.example'],
    ['127.0.0.2:4321'],
    ['127.1:4321'],
    ['0x7f000001:4321'],
    ['2130706433:4321'],
    ['0.0.0.0:4321'],
    ['[::1]:4321'],
    ['[::ffff:127.0.0.1]:4321'],
    ['192.168.1.7:4321'],
    ['localhost.:4321'],
    ['localhost'],
    [''],
    ['127.0.0.1:4321\0'],
    ['*'],
  ])('for the host %j is refused, whatever it knows: a page of another name may lead here', (host) => {
    expect(answer({ hosts: [host] })).toBe(403);
    expect(answer({ hosts: [host], target: `/?token=${access.token}` })).toBe(403);
  });

  it.each<[string, readonly string[]]>([
    ['no host', []],
    ['two hosts', ['127.0.0.1:4321', 'evil.example']],
    ['our host twice', ['127.0.0.1:4321', '127.0.0.1:4321']],
  ])('with %s is refused', (_, hosts) => {
    expect(answer({ hosts })).toBe(403);
  });

  it.each([
    ['null'],
    [''],
    ['https://evil.example'],
    ['http://evil.example:4321'],
    ['https://127.0.0.1:4321'],
    ['http://127.0.0.1'],
    ['http://127.0.0.1:4322'],
    ['http://127.0.0.1:43210'],
    ['http://127.0.0.1:4321/'],
    ['http://127.0.0.1:4321.evil.example'],
    ['http://localhost.evil.example:4321'],
    ['HTTP://127.0.0.1:4321'],
    ['file://'],
    ['app://smearlab'],
    ['http://127.0.0.1:4321 http://evil.example'],
  ])('of the origin %j is refused', (origin) => {
    expect(answer({ origins: [origin] })).toBe(403);
    expect(answer({ origins: [origin], target: `/?token=${access.token}` })).toBe(403);
  });

  it('of two origins is refused', () => {
    expect(answer({ origins: ['http://127.0.0.1:4321', 'http://127.0.0.1:4321'] })).toBe(403);
  });

  it.each<[string, Partial<Asked>]>([
    ['another site’s picture of ours', { site: 'cross-site', mode: 'no-cors', destination: 'image', target: '/media/image/5' }],
    [
      'another program’s page on this computer',
      { site: 'same-site', mode: 'no-cors', destination: 'script', target: '/assets/a-12345678.js' },
    ],
    ['another site’s frame', { site: 'cross-site', destination: 'iframe' }],
    ['another site’s fetch', { site: 'cross-site', mode: 'cors', destination: 'empty' }],
    ['another site that leads to a picture', { site: 'cross-site', target: '/media/image/5' }],
    ['a site of an unknown kind', { site: 'whatever', mode: 'no-cors', destination: 'image' }],
  ])('by %s is refused', (_, asked) => {
    expect(answer(asked)).toBe(403);
  });

  it.each<[string, readonly string[]]>([
    ['no cookie', []],
    ['an empty cookie line', ['']],
    ['cookies of others', ['a=b; c=d']],
    ['an empty cookie', ['smearlab-4321=']],
    ['a cookie without a value', ['smearlab-4321']],
    ['a wrong token', ['smearlab-4321=the-token-that-was-guessed']],
    ['the beginning of the token', ['smearlab-4321=the-token']],
    ['more than the token', ['smearlab-4321=the-token-that-was-printed-']],
    ['the token in capitals', ['smearlab-4321=THE-TOKEN-THAT-WAS-PRINTED']],
    ['the token in quotes', ['smearlab-4321="the-token-that-was-printed"']],
    ['the cookie of another port', ['smearlab-4322=the-token-that-was-printed']],
    ['the cookie under a longer name', ['xsmearlab-4321=the-token-that-was-printed']],
    ['the cookie under a name in capitals', ['SMEARLAB-4321=the-token-that-was-printed']],
    ['the cookie twice, right first', ['smearlab-4321=the-token-that-was-printed; smearlab-4321=x']],
    ['the cookie twice, right last', ['smearlab-4321=x; smearlab-4321=the-token-that-was-printed']],
    ['two lines of cookies', ['smearlab-4321=the-token-that-was-printed', 'a=b']],
    ['the name of something every object has', ['__proto__=the-token-that-was-printed; toString=x']],
  ])('with %s is refused', (_, cookies) => {
    expect(answer({ cookies })).toBe(403);
    expect(answer({ cookies, target: '/media/image/5' })).toBe(403);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'CONNECT', 'PROPFIND', 'get', '', 'GET '])(
    'with the method %j is refused',
    (method) => {
      expect(answer({ method })).toBe(405);
    },
  );

  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/assets/..',
    '/./index.html',
    '/%2e%2e/package.json',
    '/%2e%2e%2fpackage.json',
    '/..%2fpackage.json',
    '/%252e%252e/package.json',
    '/..%c0%afpackage.json',
    '/..\\package.json',
    '/assets\\index.js',
    '\\\\host\\share',
    '/assets/index.js\0.png',
    '/assets/index.js%00.png',
    '//evil.example/',
    '///etc/passwd',
    '/assets//index.js',
    '/assets/',
    'http://127.0.0.1:4321/',
    'http://evil.example/',
    'file:///etc/passwd',
    '*',
    '',
    'index.html',
    '/C:/Windows/win.ini',
    '/.env',
    '/.git/config',
    '/assets/.hidden',
    '/a b',
    '/ü',
    '/#fragment',
    '/?a=#b',
    '/index.html;a=b',
    '/\r\nx: y',
    `/${'a/'.repeat(900)}`,
  ])('for the address %j finds nothing', (target) => {
    expect(answer({ target })).toBe(404);
  });

  it('for an address that is too long is refused before it is looked at', () => {
    expect(answer({ target: `/${'a'.repeat(2048)}` })).toBe(414);
    expect(answer({ target: `/?token=${'a'.repeat(100_000)}` })).toBe(414);
  });
});

describe('the address that was printed', () => {
  const target = `/?token=${access.token}`;

  it.each<[string, Partial<Asked>]>([
    ['typed', { site: 'none' }],
    ['followed from a page elsewhere', { site: 'cross-site' }],
    ['asked for by a program', { site: undefined, mode: undefined, destination: undefined }],
    ['asked for with HEAD', { method: 'HEAD' }],
    ['opened where an old cookie is', { cookies: ['smearlab-4321=of-yesterday'] }],
  ])('lets in when it is %s', (_, asked) => {
    expect(answer({ target, ...asked }, stranger)).toBe('enters');
  });

  it.each<[string, string, number]>([
    ['a wrong token', '/?token=the-token-that-was-guessed', 403],
    ['no token', '/?token=', 403],
    ['two tokens', `${target}&token=x`, 403],
    ['the token twice', `${target}&token=${access.token}`, 403],
    ['another address', `/index.html?token=${access.token}`, 403],
    ['a picture', `/media/image/5?token=${access.token}`, 403],
    ['a name in capitals', `/?TOKEN=${access.token}`, 403],
    ['a fragment', `/#token=${access.token}`, 403],
  ])('does not let in with %s', (_, wrong, status) => {
    expect(answer({ target: wrong }, stranger)).toBe(status);
  });

  it('of an earlier start is refused with a sentence, also by a browser that is let in', () => {
    expect(answer({ target: '/?token=of-yesterday' })).toBe(403);
  });
});

describe('a WebSocket', () => {
  const own: Asked = { ...page, origins: ['http://127.0.0.1:4321'], mode: 'websocket', destination: 'empty' };
  const status = (asked: Partial<Asked>) => upgradeRefusal({ ...own, ...asked }, access)?.status;

  it('of our own page is let in', () => {
    expect(status({})).toBeUndefined();
    expect(status({ hosts: ['localhost:4321'], origins: ['http://localhost:4321'] })).toBeUndefined();
  });

  it.each<[string, Partial<Asked>, number]>([
    ['without an origin', { origins: [] }, 403],
    ['of another site', { origins: ['https://evil.example'] }, 403],
    ['of a page without an origin of its own', { origins: ['null'] }, 403],
    ['of another port of this computer', { origins: ['http://127.0.0.1:4322'], site: 'same-site' }, 403],
    ['of two origins', { origins: ['http://127.0.0.1:4321', 'http://127.0.0.1:4321'] }, 403],
    ['for another host', { hosts: ['evil.example:4321'] }, 403],
    ['without the cookie', { cookies: [] }, 403],
    ['with the token in its address in place of the cookie', { cookies: [], target: `/?token=${access.token}` }, 400],
    ['at another address', { target: '/media/image/5' }, 400],
    ['at a path that climbs', { target: '/../' }, 404],
    ['with another method', { method: 'POST' }, 405],
    ['with HEAD', { method: 'HEAD' }, 400],
  ])('%s is refused', (_, asked, refused) => {
    expect(status(asked)).toBe(refused);
  });
});

describe('on port 80', () => {
  it('browsers leave the port out', () => {
    const asked = { ...page, hosts: ['127.0.0.1'], origins: ['http://127.0.0.1'], cookies: ['smearlab-80=t'] };
    expect(decide(asked, { token: 't', port: 80 }).kind).toBe('may-ask');
    expect(decide({ ...asked, hosts: ['evil.example'] }, { token: 't', port: 80 }).kind).toBe('refused');
  });
});
