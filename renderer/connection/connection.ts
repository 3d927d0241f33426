/** How the renderer reaches the application: through the window's bridge where there is one, else over a WebSocket. */
import { type Request, type Response, responseSchema } from '../../app/contract/messages.ts';

/** What the preload puts on the window. */
export type Bridge = {
  send(request: Request): void;
  /** @returns what ends it */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Where a file or folder lies that a person dropped into the window; '' for what lies nowhere. */
  pathOf(file: File): string;
};

declare global {
  interface Window {
    readonly smearlab?: Bridge;
  }
}

export type ConnectionState = 'connecting' | 'open' | 'lost';

/** One way to the application. Messages sent before it is open wait. */
export type Connection = {
  send(request: Request): void;
  onResponse(listener: (response: Response) => void): void;
  onState(listener: (state: ConnectionState) => void): void;
};

export function connect(): Connection {
  return window.smearlab === undefined ? overWebSocket() : overBridge(window.smearlab);
}

function overBridge(bridge: Bridge): Connection {
  return {
    send: (request) => bridge.send(request),
    onResponse: (listener) => {
      bridge.onMessage((message) => listener(responseSchema.parse(message)));
    },
    onState: (listener) => listener('open'),
  };
}

/** Paths of what a person dropped; only a window knows them, a browser tells none. */
export function pathsOfDropped(files: readonly File[]): string[] {
  return files.map((file) => window.smearlab?.pathOf(file) ?? '');
}

const RETRY_MS = 1000;

function overWebSocket(): Connection {
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/`;
  let listener: (response: Response) => void = () => undefined;
  let stateListener: (state: ConnectionState) => void = () => undefined;
  let waiting: Request[] = [];
  let socket: WebSocket;
  const open = () => {
    socket = new WebSocket(address);
    socket.onopen = () => {
      stateListener('open');
      for (const request of waiting) socket.send(JSON.stringify(request));
      waiting = [];
    };
    socket.onmessage = ({ data }) => listener(responseSchema.parse(JSON.parse(String(data))));
    socket.onclose = () => {
      stateListener('lost');
      setTimeout(open, RETRY_MS);
    };
  };
  open();
  return {
    send: (request) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(request));
      else waiting.push(request);
    },
    onResponse: (given) => {
      listener = given;
    },
    onState: (given) => {
      stateListener = given;
    },
  };
}
