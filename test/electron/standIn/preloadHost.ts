/**
 * Runs in the page, before it: gives the built preload a `require` that knows `electron` and nothing else, and the two of Electron's modules
 * that a sandboxed preload has. It is sent there as text, so it uses nothing from outside itself.
 */
import type { ContextBridge, IpcRenderer } from 'electron';

export type PreloadHost = {
  /** The name of the function that carries messages out of the page. */
  readonly binding: string;
  /** The name of the function that carries them in. */
  readonly hear: string;
};

/** A CommonJS module as the function that it is wrapped in. */
export type CommonJs = (require: (name: string) => unknown, module: { exports: object }, exports: object) => void;

type Used = {
  readonly contextBridge: Pick<ContextBridge, 'exposeInMainWorld'>;
  readonly ipcRenderer: Pick<IpcRenderer, 'off' | 'on' | 'send'>;
};

export function runPreload({ binding, hear }: PreloadHost, preload: CommonJs): void {
  const page: object = globalThis;
  // A preload runs in the window's own page alone, not in frames within it.
  if (Reflect.get(page, 'top') !== page) return;
  type Listener = (event: never, ...args: unknown[]) => void;
  const listeners = new Map<string, Set<Listener>>();
  const send: unknown = Reflect.get(page, binding);
  const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === 'function';
  if (!isFunction(send)) throw new Error('The stand-in has no way out of this page.');

  Object.defineProperty(page, hear, {
    value: (channel: string, message: unknown) => {
      for (const listener of [...(listeners.get(channel) ?? [])]) Reflect.apply(listener, undefined, [{}, structuredClone(message)]);
    },
  });

  /** What crosses between the worlds is copied; functions are called across, with copies. */
  const crossing = (value: unknown): unknown => {
    if (isFunction(value)) return (...args: unknown[]) => crossing(value(...args.map(crossing)));
    if (typeof value !== 'object' || value === null) return value;
    if (Object.values(value).some(isFunction)) {
      return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, of]) => [key, crossing(of)])));
    }
    return structuredClone(value);
  };

  const ipcRenderer: Used['ipcRenderer'] = {
    send: (channel, ...args) => void send(channel, structuredClone(args)),
    on: (channel, listener) => {
      const of = listeners.get(channel) ?? new Set();
      listeners.set(channel, of.add(listener));
      return Object.create(null);
    },
    off: (channel, listener) => {
      listeners.get(channel)?.delete(listener);
      return Object.create(null);
    },
  };
  const electron: Used = {
    contextBridge: {
      exposeInMainWorld: (name, api) => {
        if (name in page) throw new Error(`Cannot bind an API on top of an existing property on the window object: ${name}`);
        Object.defineProperty(page, name, { value: crossing(api), enumerable: true });
      },
    },
    ipcRenderer,
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return electron;
  };
  const module = { exports: {} };
  preload(require, module, module.exports);
}
