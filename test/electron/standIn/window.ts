/** Stand-in of Electron's BrowserWindow: a page of Chromium, which keeps to what the program has set for its pages. */
import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, BrowserWindow as ElectronBrowserWindow, Rectangle, WebContents } from 'electron';
import type { Page } from 'playwright-core';
import { app } from './app.ts';
import { did } from './control.ts';
import { openPage, say } from './page.ts';
import { emitPreventable } from './preventable.ts';

type WindowOpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];
type UsedContents = Pick<WebContents, 'isDestroyed' | 'reload' | 'send' | 'setWindowOpenHandler'>;

class StandInContents extends EventEmitter implements UsedContents {
  readonly ipc = new EventEmitter();
  windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });
  #page: Promise<Page> | undefined;
  #isDestroyed = false;

  load(url: string, preload: string): Promise<void> {
    this.#page = openPage(this, preload, url);
    return this.#page.then(() => undefined);
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  send(channel: string, ...args: readonly unknown[]): void {
    void this.#page?.then((page) => say(page, channel, args[0])).catch(() => undefined);
  }

  reload(): void {
    void this.#page?.then((page) => page.reload());
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.emit('destroyed');
    void this.#page?.then((page) => page.close()).catch(() => undefined);
  }
}

export type { StandInContents };

type UsedWindow = Pick<
  ElectronBrowserWindow,
  | 'close'
  | 'destroy'
  | 'focus'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'isMaximized'
  | 'isMinimized'
  | 'loadURL'
  | 'maximize'
  | 'minimize'
  | 'restore'
  | 'show'
>;

export class BrowserWindow extends EventEmitter implements UsedWindow {
  readonly webContents = new StandInContents();
  readonly #options: BrowserWindowConstructorOptions;
  #isDestroyed = false;
  #isMinimized = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    if (!app.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    this.#options = options;
    const { width, height, webPreferences } = options;
    did('window', { width, height, webPreferences });
    app.windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...app.windows].filter((window) => window instanceof BrowserWindow);
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url, this.#options.webPreferences?.preload ?? '');
    this.emit('ready-to-show');
  }

  show(): void {
    did('show');
  }
  focus(): void {
    did('focus');
  }
  maximize(): void {
    did('maximize');
  }
  minimize(): void {
    this.#isMinimized = true;
    did('minimize');
  }
  restore(): void {
    this.#isMinimized = false;
    did('restore');
  }
  isMaximized(): boolean {
    return false;
  }
  isMinimized(): boolean {
    return this.#isMinimized;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  getNormalBounds(): Rectangle {
    const { x = 0, y = 0, width = 0, height = 0 } = this.#options;
    return { x, y, width, height };
  }

  close(): void {
    if (!this.#isDestroyed && emitPreventable((event) => this.emit('close', event))) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.webContents.destroy();
    did('closed');
    this.emit('closed');
    app.windowClosed(this);
  }
}
