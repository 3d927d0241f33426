/** The parent's end of a child process of the engine, whatever started it: Node's fork here, Electron's utilityProcess under Electron. */
import { fork } from 'node:child_process';

/** The file that a child begins with; a URL of our own sources, or in the bundle one beside it. */
export const ENTRY = new URL('./entry.ts', import.meta.url);

/** `code` and `signal` as Node tells them: one of the two is null. */
export type ChildEnd =
  | { readonly kind: 'ended'; readonly code: number | null; readonly signal: string | null }
  | { readonly kind: 'not-started'; readonly error: Error };

/** For a sentence in parentheses. */
export function howItEnded(end: ChildEnd): string {
  if (end.kind === 'not-started') return end.error.message;
  return end.signal ?? `exit status ${end.code}`;
}

export type ChildListener = {
  /** Not checked yet. */
  readonly onMessage: (message: unknown) => void;
  /** Once, when all that it said and printed was heard. */
  readonly onEnd: (end: ChildEnd) => void;
  /** What it writes to stderr. */
  readonly onPrinted?: (data: Buffer) => void;
};

export type EngineChild = {
  /** A child that has just ended takes no message; its end says the rest. */
  send(message: object): void;
  /** @returns what ends it */
  listen(listener: ChildListener): () => void;
  /** At once and for certain. What it had finished is on the disk. */
  kill(): void;
  /** Killed or ended: it takes no more work. */
  readonly isGone: boolean;
  /** Resolved when it has ended. */
  readonly ended: Promise<void>;
};

/** @param stdout where what it prints goes; what it writes to stderr is told to listeners */
export type StartChild = (stdout: 'inherit' | 'ignore') => EngineChild;

/** What a kind of process can do; the rest is the same for all kinds. */
export type ChildProcessKind = {
  send(message: object): void;
  kill(): void;
};

/** An engine child around a process: `start` hands on what that process tells; of its end the first word counts. */
export function engineChild(start: (tell: Required<ChildListener>) => ChildProcessKind): EngineChild {
  const listeners = new Set<ChildListener>();
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  let isGone = false;
  let hasEnded = false;
  const child = start({
    onMessage: (message) => {
      for (const { onMessage } of [...listeners]) onMessage(message);
    },
    onPrinted: (data) => {
      for (const { onPrinted } of [...listeners]) onPrinted?.(data);
    },
    onEnd: (end) => {
      if (hasEnded) return;
      hasEnded = true;
      isGone = true;
      for (const { onEnd } of [...listeners]) onEnd(end);
      listeners.clear();
      resolve();
    },
  });
  return {
    send: (message) => {
      if (!isGone) child.send(message);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kill: () => {
      isGone = true;
      child.kill();
    },
    get isGone() {
      return isGone;
    },
    ended,
  };
}

export const forkedChild: StartChild = (stdout) =>
  engineChild((tell) => {
    const child = fork(ENTRY, { stdio: ['ignore', stdout, 'pipe', 'ipc'] });
    child.stderr?.on('data', tell.onPrinted);
    child.on('message', tell.onMessage);
    child.on('error', (error) => {
      // Also told of a kill or a message that came too late; then the process's end follows.
      if (child.pid === undefined) tell.onEnd({ kind: 'not-started', error });
    });
    // Only after `close` is its last word read as well.
    child.on('close', (code, signal) => tell.onEnd({ kind: 'ended', code, signal }));
    return {
      send: (message) => {
        if (child.connected) child.send(message, () => undefined);
      },
      kill: () => child.kill('SIGKILL'),
    };
  });
