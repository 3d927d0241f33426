/** The neutral port of the child process: Node's IPC channel here, Electron's parentPort where that exists. */

export type Port = {
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onClose: (listener: () => void) => void;
};

/** @throws Error when this process was not forked */
export function processPort(): Port {
  if (process.send === undefined) throw new Error('The engine process must be forked by the application.');
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
