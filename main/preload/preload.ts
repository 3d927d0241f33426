/**
 * Runs in the window before the page, in a world of its own, and puts one narrow bridge on `window`: send a request, hear what the
 * application says, and where a dropped file lies. Built to one CommonJS file that requires `electron` and nothing else.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Request } from '../../app/contract/messages.ts';
import { TO_APPLICATION, TO_PAGE } from './channels.ts';
import { asRequest, responseFor } from './shapes.ts';

/** The page's own name for this time of being loaded: after a reload no answer reaches a page that did not ask. */
const page = crypto.randomUUID();

contextBridge.exposeInMainWorld('smearlab', {
  send: (request: Request): void => ipcRenderer.send(TO_APPLICATION, { page, request: asRequest(request) }),
  onMessage: (listener: (message: unknown) => void): (() => void) => {
    const heard = (_event: unknown, message: unknown): void => {
      const response = responseFor(page, message);
      if (response !== undefined) listener(response);
    };
    ipcRenderer.on(TO_PAGE, heard);
    return () => void ipcRenderer.off(TO_PAGE, heard);
  },
  // Only of a file that a person gave the page: it cannot make one with a path.
  pathOf: (file: Parameters<typeof webUtils.getPathForFile>[0]): string => webUtils.getPathForFile(file),
});
