/** The token that lets a browser in: given in the address that is printed, kept by the browser as a cookie. Pure but for the dice. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 192 random bits, as base64url. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Takes as long for a token that is nearly right as for any other. */
export function isToken(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** A browser keeps the cookies of all ports of a host together: two Smearlabs at once must not take each other's. */
export function cookieName(port: number): string {
  return `smearlab-${port}`;
}

/** Scripts cannot read it, and no other site's page has it sent along. It ends with the browser, and is worth nothing after the program. */
export function setCookie(port: number, token: string): string {
  return `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/`;
}

/** The value of the one cookie of that name; undefined where there is none, or more than one. */
export function cookieOf(headers: readonly string[], name: string): string | undefined {
  const [header = '', ...more] = headers;
  const found = header.split(';').flatMap((part) => {
    const at = part.indexOf('=');
    return at >= 0 && part.slice(0, at).trim() === name ? [part.slice(at + 1).trim()] : [];
  });
  return found.length === 1 && more.length === 0 ? found[0] : undefined;
}
