/** The window: how it is made, where it stands, and what it is called when it is gone. */
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen, type WebPreferences } from 'electron';
import { PRODUCT } from '../../app/contract/product.ts';
import { LEAST, placementOf, readPlacement, writePlacement } from './placement.ts';
import { PAGE } from './policies.ts';

/** What a page may be given, at its least; said in full, so that no default can change it. */
export const PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  /** It would fetch dictionaries from outside. */
  spellcheck: false,
} as const satisfies WebPreferences;

/** The page's own surface (renderer/theme), so that nothing flashes before it is there. */
const SURFACE = { light: '#f4f6f8', dark: '#14161a' } as const;

export type WindowOptions = {
  /** The built preload, as a whole path. */
  readonly preload: string;
  readonly onFault: (error: unknown) => void;
};

export function openWindow({ preload, onFault }: WindowOptions): BrowserWindow {
  const file = join(app.getPath('userData'), 'window.json');
  const workAreas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  const { isMaximized, ...placement } = placementOf(readPlacement(file), workAreas);
  const window = new BrowserWindow({
    ...placement,
    ...{ minWidth: LEAST.width, minHeight: LEAST.height, title: PRODUCT.name, show: false, autoHideMenuBar: true },
    backgroundColor: SURFACE[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: { ...PREFERENCES, preload, devTools: !app.isPackaged },
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    try {
      writePlacement(file, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
    } catch (error) {
      // Next time it opens in the middle; that must not keep it from closing.
      onFault(error);
    }
  });
  window.loadURL(PAGE).catch(onFault);
  return window;
}

/** A person asked for the program while it is there already. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
