/** Stand-ins of the session's rules and of the protocol, which the stand-in's pages keep to. */
import { EventEmitter } from 'node:events';
import type { Protocol, Session, WebRequest } from 'electron';
import { app } from './app.ts';
import { did } from './control.ts';

type Handler = Parameters<Protocol['handle']>[1];
type BeforeRequest = Parameters<WebRequest['onBeforeRequest']>[0];

const privileged = new Set<string>();
const handlers = new Map<string, Handler>();
let beforeRequest: BeforeRequest = null;

export const protocol: Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged'> = {
  registerSchemesAsPrivileged: (schemes) => {
    if (app.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      privileged.add(scheme);
      did('privileged scheme', { scheme, privileges });
    }
  },
  handle: (scheme, handler) => {
    if (!app.isReady) throw new Error('protocol.handle can only be used when app is ready');
    handlers.set(scheme, handler);
  },
};

/** What a registered handler answers; undefined for a scheme that nobody handles. Not registered as privileged, it is no origin. */
export async function answerOf(url: string, method: string): Promise<Response | undefined> {
  const scheme = url.slice(0, url.indexOf(':'));
  const handler = handlers.get(scheme);
  if (handler === undefined || !privileged.has(scheme)) return undefined;
  const request: Pick<Request, 'method' | 'signal' | 'url'> = { method, url, signal: new AbortController().signal };
  // Only these fields are there: whoever reads another one sees undefined, and its test fails.
  return handler(request as Parameters<Handler>[0]);
}

/** Whether the program lets a page load this at all. */
export async function mayLoad(url: string): Promise<boolean> {
  const ask = beforeRequest;
  if (ask === null || ask === undefined) return true;
  return new Promise((resolve) => {
    const details: Pick<Parameters<typeof ask>[0], 'url'> = { url };
    ask(details as Parameters<typeof ask>[0], ({ cancel }) => resolve(cancel !== true));
  });
}

type UsedSession = Pick<
  Session,
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setSpellCheckerEnabled'
> & { readonly webRequest: Pick<WebRequest, 'onBeforeRequest'> };

class StandInSession extends EventEmitter implements UsedSession {
  setDevicePermissionHandler(handler: unknown): void {
    did('device permissions', typeof handler);
  }
  setDisplayMediaRequestHandler(handler: unknown): void {
    did('display media', handler);
  }
  setPermissionCheckHandler(handler: unknown): void {
    did('permission checks', typeof handler);
  }
  setPermissionRequestHandler(handler: unknown): void {
    did('permission requests', typeof handler);
  }
  setSpellCheckerEnabled(is: boolean): void {
    did('spell checker', is);
  }
  readonly webRequest: UsedSession['webRequest'] = {
    onBeforeRequest: (...given: readonly unknown[]) => {
      const handler = given.at(-1);
      beforeRequest = typeof handler === 'function' ? (details, callback) => void handler(details, callback) : null;
    },
  };
}

export const session: { readonly defaultSession: UsedSession } = { defaultSession: new StandInSession() };
