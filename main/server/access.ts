/** Who may speak to the loopback server: decided from what a request says of itself. Pure. */
import { timingSafeEqual } from 'node:crypto';

export type Asking = { readonly host: string | undefined; readonly origin: string | undefined; readonly token: string | undefined };
export type Access = { readonly token: string; readonly port: number };

const NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** `host`: of another name (DNS rebinding); `origin`: of another page; `token`: by somebody who was not given the address. */
export function refusal({ host, origin, token }: Asking, access: Access): 'host' | 'origin' | 'token' | undefined {
  const hosts = NAMES.map((name) => `${name}:${access.port}`);
  if (host === undefined || !hosts.includes(host.toLowerCase())) return 'host';
  if (origin !== undefined && !hosts.some((name) => origin === `http://${name}`)) return 'origin';
  return token !== undefined && isSame(token, access.token) ? undefined : 'token';
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export const COOKIE = 'smearlab';

/** The token that a browser was given as a cookie; undefined where there is none, or more than one of the name. */
export function tokenOfCookies(header: string | undefined): string | undefined {
  const found = (header ?? '').split(';').flatMap((part) => {
    const [name, ...value] = part.trim().split('=');
    return name === COOKIE ? [value.join('=')] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}
