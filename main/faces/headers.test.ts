import { describe, expect, it } from 'vitest';
import {
  bareHeaders,
  contentSecurityPolicy,
  fileHeaders,
  indexHeaders,
  keptFileHeaders,
  pictureHeaders,
  sentenceHeaders,
} from './headers.ts';
import { NONCE_PLACEHOLDER, newNonce, withNonce } from './nonce.ts';

const policy = { nonce: 'AAAAAAAAAAAAAAAAAAAAAA', connect: ['ws://127.0.0.1:4321'] };

describe('the content security policy', () => {
  const directives = Object.fromEntries(
    contentSecurityPolicy(policy)
      .split('; ')
      .map((directive) => [directive.slice(0, directive.indexOf(' ')), directive.slice(directive.indexOf(' ') + 1)]),
  );

  it('runs scripts of our own files alone', () => {
    expect(directives).toMatchObject({ 'default-src': "'none'", 'script-src': "'self'" });
    expect(contentSecurityPolicy(policy)).not.toMatch(/unsafe|\*|data:|https?:/);
  });

  it('lets styles in by nonce, and connections to our own address', () => {
    expect(directives).toMatchObject({
      'style-src': `'self' 'nonce-${policy.nonce}'`,
      'connect-src': "'self' ws://127.0.0.1:4321",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
    });
  });

  it('of a window without a WebSocket names no address', () => {
    expect(contentSecurityPolicy({ nonce: policy.nonce, connect: [] })).toMatch(/connect-src 'self'$/);
  });
});

describe('headers', () => {
  it.each([
    ['the page', indexHeaders(policy)],
    ['a file', fileHeaders({ type: 'text/javascript', isHashed: true })],
    ['a picture', pictureHeaders('image/jpeg', 'by-content')],
    ['a sentence', sentenceHeaders()],
    ['a bare page', bareHeaders()],
  ])('of %s let nothing be guessed, framed, embedded elsewhere or told to others', (_, headers) => {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringMatching(/^default-src 'none'; frame-ancestors 'none'/),
    });
  });

  it.each([
    ['the page', indexHeaders(policy), 'no-store'],
    ['a sentence', sentenceHeaders(), 'no-store'],
    ['a file named by its content', fileHeaders({ type: 'text/css', isHashed: true }), 'private, max-age=31536000, immutable'],
    ['another file', fileHeaders({ type: 'image/svg+xml', isHashed: false }), 'no-cache'],
    ['a thumbnail', pictureHeaders('image/jpeg', 'by-content'), 'private, max-age=31536000, immutable'],
    ['an image in a version', pictureHeaders('image/jpeg', 'by-version'), 'private, max-age=3600'],
    ['an image', pictureHeaders('image/jpeg', 'none'), 'no-store'],
  ])('of %s say how long it is kept', (_, headers, cache) => {
    expect(headers['cache-control']).toBe(cache);
  });

  it('of a picture kept by its number vary with the start of the program: another library has another image of that number', () => {
    expect(pictureHeaders('image/jpeg', 'by-version')['vary']).toBe('cookie');
  });
});

describe('the headers of a file that is kept', () => {
  it.each([
    ['2026-11-25-wbc.pdf', '2026-11-25-wbc.pdf'],
    ['Färbung.pdf', 'F%C3%A4rbung.pdf'],
    ['a"; filename=evil.exe', 'a%22%3B%20filename%3Devil.exe'],
    ['a\r\nset-cookie: x', 'a%0D%0Aset-cookie%3A%20x'],
    ["it's (1)*.pdf", 'it%27s%20%281%29%2A.pdf'],
  ])('name %j so that nothing else can be read from it', (name, written) => {
    const headers = keptFileHeaders('application/pdf', name);
    expect(headers['content-disposition']).toBe(`attachment; filename*=UTF-8''${written}`);
    expect(headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
});

describe('a nonce', () => {
  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 100 }, newNonce)).size).toBe(100);
  });

  it('stands wherever the build left a place for it', () => {
    const nonce = newNonce();
    expect(withNonce(`<meta nonce="${NONCE_PLACEHOLDER}"><script nonce="${NONCE_PLACEHOLDER}">`, nonce)).toBe(
      `<meta nonce="${nonce}"><script nonce="${nonce}">`,
    );
  });

  it.each(['', 'short', '"><script>alert(1)</script>', "x' 'unsafe-inline", 'A'.repeat(23)])('is never %j', (nonce) => {
    expect(() => withNonce('', nonce)).toThrow();
  });
});
