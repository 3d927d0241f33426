/** Headers of all that a face is handed, the same on the loopback server and under app://. Pure. */

export type Headers = Readonly<Record<string, string>>;

/** Nothing is guessed, embedded elsewhere, or told to anybody; the page asks for no device of the browser. */
const COMMON: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=(), payment=(), display-capture=()',
};

/** For what is no page of ours: it may load and run nothing. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export type Policy = {
  /** Lets in the style elements that carry it; scripts come from our own files alone. */
  readonly nonce: string;
  /** Where the page may connect to besides its own address, such as the address of the WebSocket. */
  readonly connect: readonly string[];
};

export function contentSecurityPolicy({ nonce, connect }: Policy): string {
  return [
    NOTHING,
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // blob: is what the page itself has drawn, such as a mask.
    "img-src 'self' blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
  ].join('; ');
}

/** Of the page itself: it holds a nonce, so none is kept. */
export function indexHeaders(policy: Policy): Headers {
  return {
    ...COMMON,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(policy),
    'cache-control': 'no-store',
  };
}

const FOR_EVER = 'private, max-age=31536000, immutable';

/** Of a file of the page; one whose name changes with its content is kept for ever. */
export function fileHeaders({ type, isHashed }: { readonly type: string; readonly isHashed: boolean }): Headers {
  return { ...COMMON, 'content-type': type, 'content-security-policy': NOTHING, 'cache-control': isHashed ? FOR_EVER : 'no-cache' };
}

/**
 * Of a picture. `by-content`: its address says what it holds, so it is kept for ever. `by-version`: its address says which version of an
 * image of this library; kept for an hour, and only for this start of the program (whose cookie it varies with), because another
 * library has other images under the same numbers. `none`: asked for anew each time.
 */
export function pictureHeaders(type: string, keeping: 'by-content' | 'by-version' | 'none'): Headers {
  const cache = { 'by-content': FOR_EVER, 'by-version': 'private, max-age=3600', none: 'no-store' }[keeping];
  const vary: Headers = keeping === 'by-version' ? { vary: 'cookie' } : {};
  return { ...COMMON, 'content-type': type, 'content-security-policy': NOTHING, 'cache-control': cache, ...vary };
}

/** Of a file that a person keeps: never shown in the page's own place, so that nothing in it can act as the page. @param name of the file */
export function keptFileHeaders(type: string, name: string): Headers {
  // RFC 6266: what a header cannot hold goes through percent signs (RFC 8187).
  const kept = encodeURIComponent(name).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return { ...pictureHeaders(type, 'none'), 'content-disposition': `attachment; filename*=UTF-8''${kept}` };
}

/** Of a sentence in place of what was asked for. */
export function sentenceHeaders(): Headers {
  return { ...COMMON, 'content-type': 'text/plain; charset=utf-8', 'content-security-policy': NOTHING, 'cache-control': 'no-store' };
}

/** Of a page of our own without scripts or styles. */
export function bareHeaders(): Headers {
  return { ...sentenceHeaders(), 'content-type': 'text/html; charset=utf-8' };
}
