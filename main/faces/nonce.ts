/** What the built page has in place of the nonce; whoever hands the page out puts a new one there each time. */
import { randomBytes } from 'node:crypto';

export const NONCE_PLACEHOLDER = 'smearlab-nonce-of-this-page';

/** 128 random bits, as base64url. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** The page with the nonce that its content security policy names; the renderer's styles carry it. Pure. */
export function withNonce(html: string, nonce: string): string {
  if (!/^[\w-]{22}$/.test(nonce)) throw new Error('A nonce is 128 bits as base64url.');
  return html.replaceAll(NONCE_PLACEHOLDER, nonce);
}
