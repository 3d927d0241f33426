/** The neutral port of the child process: Node's IPC channel where it was forked, Electron's parentPort in a utility process. */

export type Port = {
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** When the parent is gone. */
  readonly onClose: (listener: () => void) => void;
};

/** @throws Error when this process is no child of the application */
export function processPort(): Port {
  const parent: ParentPort | undefined = process.parentPort;
  if (parent !== undefined) return utilityPort(parent, Number(process.argv[2]));
  if (process.send === undefined) throw new Error('The engine process must be started by the application.');
  return {
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listener) => {
      process.on('message', listener);
    },
    onClose: (listener) => {
      process.on('disconnect', listener);
    },
  };
}

/** What of Electron's parentPort is used; a utility process has it on `process`. */
export type ParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
};

const LOOK_MS = 1000;

/**
 * A utility process is not told of its parent's end, so it looks.
 * @param parentProcess id of the parent, which gives it as the first argument
 */
export function utilityPort(parent: ParentPort, parentProcess: number): Port {
  return {
    send: (message) => parent.postMessage(message),
    onMessage: (listener) => {
      parent.on('message', ({ data }) => listener(data));
    },
    onClose: (listener) => {
      const looking = setInterval(() => {
        if (isAlive(parentProcess)) return;
        clearInterval(looking);
        listener();
      }, LOOK_MS);
    },
  };
}

/** Whether a process of this id is there; one of somebody else's is, too. */
export function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
