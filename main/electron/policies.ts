/** What a window may do: nothing but show our own page and ask the application. Everything here is pure and says no by default. */

export const SCHEME = 'app';
/** Of our pages, as Chromium writes it. */
export const ORIGIN = `${SCHEME}://smearlab`;
export const PAGE = `${ORIGIN}/`;

/** Who sent a message to the main process. `frame` is null when the page that sent it is gone. */
export type Sender = {
  readonly isOurWindow: boolean;
  readonly frame: { readonly url: string; readonly origin: string; readonly isMain: boolean } | null;
};

/** Only the main frame of our own window, with our own page in it, is listened to. */
export function isTrusted({ isOurWindow, frame }: Sender): boolean {
  return isOurWindow && frame?.isMain === true && frame.origin === ORIGIN && isOurPage(frame.url);
}

/** The page itself, whatever place in it; the address is taken literally, so that there is one way to write it. */
export function isOurPage(url: string): boolean {
  return url === PAGE || url.startsWith(`${PAGE}#`);
}

/** A window stays on our page. */
export function mayNavigate(url: string): boolean {
  return isOurPage(url);
}

/** Second windows are not opened, neither ours nor anybody's. */
export function mayOpenWindow(_url: string): boolean {
  return false;
}

/** Of camera, clipboard, notifications and all others Smearlab needs none. */
export function mayUse(_permission: string): boolean {
  return false;
}

/** What may be fetched at all: our files, what the page itself has made, and the developer tools of an unpackaged program. */
export function mayLoad(url: string, isPackaged: boolean): boolean {
  if (url.startsWith(PAGE) || url.startsWith(`blob:${PAGE}`)) return true;
  return !isPackaged && url.startsWith('devtools://devtools/');
}
