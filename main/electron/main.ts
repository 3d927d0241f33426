/** Starts the program: what must be said before Electron is ready, then the application, then its window. */
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, nativeTheme, type OpenDialogOptions, shell } from 'electron';
import type { Application } from '../../app/application/application.ts';
import { asFailure, type SmearlabError } from '../../app/contract/failure.ts';
import { PRODUCT } from '../../app/contract/product.ts';
import { sayFailure } from '../cli/exit.ts';
import { readPages } from '../faces/pages.ts';
import { servicesOf, thisSystem } from '../faces/services.ts';
import { openOnDataFolder } from './dataFolder.ts';
import { guardPages, guardSession } from './guard.ts';
import { serveWindow } from './ipc.ts';
import { live } from './lifeCycle.ts';
import { menuOf } from './menu.ts';
import { registerScheme, serveScheme } from './protocol.ts';
import { utilityChild } from './utilityChild.ts';
import { openWindow } from './window.ts';
import { type Words, wordsOf } from './words.ts';

/** Of the built files: this one lies in dist/main. */
const DIST = join(import.meta.dirname, '..');

app.setName(PRODUCT.name);
registerScheme();
app.enableSandbox();
guardPages();
// The second of two starts tells the first, which shows its window, and ends.
if (app.requestSingleInstanceLock()) start().catch(notStarted);
else app.quit();

async function start(): Promise<void> {
  await app.whenReady();
  guardSession();
  const pages = readPages(join(DIST, 'renderer'));
  const services = servicesOf(chooseFolder, thisSystem(), utilityChild, (file) => shell.showItemInFolder(file));
  const application = await openOnDataFolder(process.argv, services, wordsOf('system', app.getLocale()));
  if (application === undefined) return app.quit();
  serveScheme({ application, pages, onFault: sayFailure });
  const words = () => wordsOf(application.desk.settings.current.language, app.getLocale());
  dress(application, words);
  live({ application, words, onFault: sayFailure, open: () => open(application) });
}

function open(application: Application): BrowserWindow {
  const window = openWindow({ preload: join(DIST, 'preload/preload.cjs'), onFault: sayFailure });
  serveWindow(window, application, sayFailure);
  return window;
}

/** Theme and language as they are set, in what belongs to the operating system. */
function dress({ desk, subscribe }: Application, words: () => Words): void {
  const put = () => {
    nativeTheme.themeSource = desk.settings.current.theme;
    const { platform } = process;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuOf({ platform, isPackaged: app.isPackaged, words: words() })));
  };
  put();
  subscribe(({ name }) => {
    if (name === 'settings') put();
  });
}

async function chooseFolder(): Promise<string | null> {
  const options: OpenDialogOptions = { properties: ['openDirectory'] };
  const [window] = BrowserWindow.getAllWindows();
  const { filePaths } = await (window === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options));
  return filePaths[0] ?? null;
}

function notStarted(error: unknown): void {
  const failure: SmearlabError = asFailure(error);
  sayFailure(failure);
  dialog.showErrorBox(wordsOf('system', app.getLocale()).notStarted, failure.message);
  app.exit(1);
}
