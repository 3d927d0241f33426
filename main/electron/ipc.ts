/** Carries the contract between a window and the application. Every message is checked: who sent it, then what it is. */
import type { BrowserWindow, IpcMainEvent } from 'electron';
import { z } from 'zod';
import type { Application } from '../../app/application/application.ts';
import type { Response } from '../../app/contract/messages.ts';
import { type FacePort, servePort } from '../faces/servePort.ts';
import { TO_APPLICATION, TO_PAGE } from '../preload/channels.ts';
import { isTrusted } from './policies.ts';

/** What is in the request is checked by `servePort`. */
const envelopeSchema = z.strictObject({ page: z.uuid(), request: z.unknown() });

/** The connection to one page: a reload makes another page, and with it another connection. */
type Connection = {
  readonly page: string;
  hear(request: unknown): void;
  close(): void;
};

/** @param onFault told what nobody expected, for the log */
export function serveWindow(window: BrowserWindow, application: Application, onFault: (error: unknown) => void): void {
  const { webContents } = window;
  let connection: Connection | undefined;
  const close = () => {
    connection?.close();
    connection = undefined;
  };
  webContents.ipc.on(TO_APPLICATION, (event, message: unknown) => {
    const envelope = envelopeSchema.safeParse(message);
    if (!isFromOurPage(event, window) || !envelope.success) return;
    const { page, request } = envelope.data;
    if (connection?.page !== page) {
      close();
      const post = (response: Response) => {
        if (!webContents.isDestroyed()) webContents.send(TO_PAGE, { page, response });
      };
      connection = connect(application, page, post, onFault);
    }
    connection?.hear(request);
  });
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) close();
  });
  webContents.on('render-process-gone', close);
  webContents.on('destroyed', close);
}

function isFromOurPage({ sender, senderFrame }: IpcMainEvent, window: BrowserWindow): boolean {
  if (window.isDestroyed()) return false;
  const frame = senderFrame === null ? null : { url: senderFrame.url, origin: senderFrame.origin, isMain: senderFrame.parent === null };
  return isTrusted({ isOurWindow: sender === window.webContents, frame });
}

function connect(
  application: Application,
  page: string,
  post: (response: Response) => void,
  onFault: (error: unknown) => void,
): Connection {
  let hear: (request: unknown) => void = () => undefined;
  let onClosed: () => void = () => undefined;
  let isOpen = true;
  const port: FacePort = {
    post: (response) => {
      if (isOpen) post(response);
    },
    onMessage: (listener) => {
      hear = listener;
    },
    onClose: (listener) => {
      onClosed = listener;
    },
  };
  servePort(application, port, onFault);
  return {
    page,
    hear: (request) => hear(request),
    close: () => {
      isOpen = false;
      onClosed();
    },
  };
}
