/** Puts the policies in force, on every page of this program whoever opened it. */
import { app, type Session, session, type WebContents } from 'electron';
import { mayLoad, mayNavigate, mayOpenWindow, mayUse } from './policies.ts';

/** Before the program is ready: also for what is opened first. */
export function guardPages(): void {
  app.on('web-contents-created', (_, contents) => guardPage(contents));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
  app.on('login', (event, _contents, _details, _info, callback) => {
    event.preventDefault();
    callback();
  });
}

function guardPage(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => ({ action: mayOpenWindow(url) ? 'allow' : 'deny' }));
}

/** When the program is ready. */
export function guardSession(of: Session = session.defaultSession): void {
  of.setPermissionRequestHandler((_contents, permission, callback) => callback(mayUse(permission)));
  of.setPermissionCheckHandler((_contents, permission) => mayUse(permission));
  of.setDevicePermissionHandler(({ deviceType }) => mayUse(deviceType));
  of.setDisplayMediaRequestHandler(null);
  of.setSpellCheckerEnabled(false);
  of.on('will-download', (event) => event.preventDefault());
  of.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !mayLoad(url, app.isPackaged) }));
}
