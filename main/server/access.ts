/** Who may ask the loopback server for what: decided from what a request says of itself, before anything is done for it. Pure. */
import { MOST_TARGET, NOTHING_THERE, type Target, targetOf } from '../faces/target.ts';
import { cookieName, cookieOf, isToken } from './token.ts';

/** A request as it came; of headers every line, because a second one is a trick. */
export type Asked = {
  readonly method: string;
  readonly target: string;
  readonly hosts: readonly string[];
  readonly origins: readonly string[];
  readonly cookies: readonly string[];
  /** Sec-Fetch-Site, -Mode and -Dest, which browsers send and pages cannot change. */
  readonly site: string | undefined;
  readonly mode: string | undefined;
  readonly destination: string | undefined;
};

export type Access = { readonly token: string; readonly port: number };

/** `host` is one of ours. `enters`: shows the token, and is to get the cookie. */
export type Decision =
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 404 | 405 | 414; readonly sentence: string }
  | { readonly kind: 'enters' }
  | { readonly kind: 'may-ask'; readonly target: Target; readonly host: string };

export const NO_ENTRY = 'Copy the address that Smearlab printed when it was started into the address bar of the browser.';

export function decide(asked: Asked, access: Access): Decision {
  const host = ownHost(asked.hosts, access.port);
  if (host === undefined) return refused(403, `Smearlab answers only at http://127.0.0.1:${access.port}.`);
  if (isForeign(asked, access.port)) return refused(403, 'Smearlab answers only to its own page.');
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return refused(405, 'Smearlab can only be asked with GET and HEAD.');
  if (asked.target.length > MOST_TARGET) return refused(414, 'This address is too long.');
  const target = targetOf(asked.target);
  if (target !== undefined && target.path === '/' && target.query.has('token')) {
    const [token = '', ...more] = target.query.getAll('token');
    return more.length === 0 && isToken(token, access.token) ? { kind: 'enters' } : refused(403, NO_ENTRY);
  }
  if (!isToken(cookieOf(asked.cookies, cookieName(access.port)) ?? '', access.token)) return refused(403, NO_ENTRY);
  return target === undefined ? refused(404, NOTHING_THERE) : { kind: 'may-ask', target, host };
}

/** A WebSocket: only from our own page, which browsers name in every upgrade. @returns why not, or undefined */
export function upgradeRefusal(asked: Asked, access: Access): Extract<Decision, { kind: 'refused' }> | undefined {
  if (asked.origins.length !== 1) return refused(403, 'Smearlab answers only to its own page.');
  const decision = decide(asked, access);
  if (decision.kind === 'refused') return decision;
  const isDoor = decision.kind === 'may-ask' && asked.method === 'GET' && asked.target === '/';
  return isDoor ? undefined : refused(400, 'No connection is made at this address.');
}

function refused(status: 400 | 403 | 404 | 405 | 414, sentence: string): Extract<Decision, { kind: 'refused' }> {
  return { kind: 'refused', status, sentence };
}

/** The names of the only address that is listened at; a page of another name that leads here (DNS rebinding) says that name. */
function ownHost(hosts: readonly string[], port: number): string | undefined {
  const [host, ...more] = hosts;
  const own = ['127.0.0.1', 'localhost'].flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  return host !== undefined && more.length === 0 && own.includes(host.toLowerCase()) ? host.toLowerCase() : undefined;
}

/** Asked by another site's page, or by another program's on this computer. Such a page may lead here, and no more. */
function isForeign({ origins, site, mode, destination, target }: Asked, port: number): boolean {
  const own = ['http://127.0.0.1', 'http://localhost'].map((name) => (port === 80 ? name : `${name}:${port}`));
  if (origins.length > 1 || origins.some((origin) => !own.includes(origin))) return true;
  const isOwn = site === undefined || site === 'same-origin' || site === 'none';
  const leadsHere = mode === 'navigate' && destination === 'document' && /^\/(\?|$)/.test(target);
  return !isOwn && !leadsHere;
}
