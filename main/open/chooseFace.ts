/** Which face `npm start` opens, and why not the window. Pure. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a window can be shown here, as far as one can know before trying. */
export function hasDisplay(platform: NodeJS.Platform, environment: Environment): boolean {
  const isThere = (name: string) => (environment[name] ?? '') !== '';
  // There a window would open on the screen of the computer, not where the person sits.
  if (platform === 'darwin' || platform === 'win32') return !isThere('SSH_CONNECTION');
  return isThere('DISPLAY') || isThere('WAYLAND_DISPLAY');
}

/** Whether Electron's program may be fetched where it is missing. ELECTRON_SKIP_BINARY_DOWNLOAD is the name that others know. */
export function mayFetch(environment: Environment): boolean {
  return ['SMEARLAB_OFFLINE', 'ELECTRON_SKIP_BINARY_DOWNLOAD'].every((name) => ['', '0', 'false'].includes(environment[name] ?? ''));
}

/** `missing`: not fetched yet. `unavailable`: it cannot be had, with a sentence that says why. */
export type ElectronState =
  | { readonly kind: 'here' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unavailable'; readonly because: string };

export type Circumstances = {
  readonly browserAsked: boolean;
  readonly hasDisplay: boolean;
  readonly mayFetch: boolean;
  readonly electron: ElectronState;
};

/** `fetch`: Electron's program is to be fetched, and then asked again. */
export type Face = { readonly kind: 'window' } | { readonly kind: 'fetch' } | { readonly kind: 'browser'; readonly because: string };

const HOW_TO_GET = 'npm exec install-electron fetches it where there is a network';

export function chooseFace({ browserAsked, hasDisplay: isShown, mayFetch: may, electron }: Circumstances): Face {
  if (browserAsked) return { kind: 'browser', because: 'Opened for a browser, as was asked.' };
  if (!isShown) return { kind: 'browser', because: 'Opened for a browser, because there is no display for a window here.' };
  if (electron.kind === 'here') return { kind: 'window' };
  if (electron.kind === 'missing' && may) return { kind: 'fetch' };
  const why = electron.kind === 'unavailable' ? electron.because : 'Electron’s program is not here';
  return { kind: 'browser', because: `Opened for a browser, because ${lowerFirst(why)}; ${HOW_TO_GET}.` };
}

/** Electron's name keeps its capital. */
function lowerFirst(text: string): string {
  return text.startsWith('Electron') ? text : text.slice(0, 1).toLowerCase() + text.slice(1);
}
