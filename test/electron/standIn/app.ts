/** Stand-in of Electron's `app`: a program's life as far as Smearlab's main process takes part in it. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { App } from 'electron';
import { isAlive } from '../../../main/engine-process/port.ts';
import { did, type ToStandIn } from './control.ts';
import { emitPreventable } from './preventable.ts';

export type StandInWindow = { close(): void; destroy(): void; minimize(): void };

/** A folder of the test's own. */
const USER_DATA = process.env['SMEARLAB_STAND_IN_DATA'] ?? '';
const LOCK = join(USER_DATA, 'lock');
const LOOK_MS = 50;

type Used = Pick<
  App,
  'enableSandbox' | 'exit' | 'getLocale' | 'getPath' | 'isPackaged' | 'quit' | 'requestSingleInstanceLock' | 'setName' | 'whenReady'
>;

class StandInApp extends EventEmitter implements Used {
  readonly isPackaged = false;
  readonly windows = new Set<StandInWindow>();
  /** Closes what this program opened outside itself. */
  closeBrowser: () => Promise<void> = () => Promise.resolve();
  #isReady = false;
  #isQuitting = false;
  readonly #ready = turn().then(() => {
    this.#isReady = true;
    did('ready');
  });

  get isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  setName(name: string): void {
    did('name', name);
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    did('sandbox');
  }

  getLocale(): string {
    return 'en-GB';
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`The stand-in knows no path ${name}.`);
    return USER_DATA;
  }

  requestSingleInstanceLock(): boolean {
    mkdirSync(USER_DATA, { recursive: true });
    if (existsSync(LOCK) && isAlive(Number(readFileSync(LOCK, 'utf8')))) {
      writeFileSync(join(USER_DATA, `second-${process.pid}`), JSON.stringify(process.argv));
      did('lock', false);
      return false;
    }
    writeFileSync(LOCK, String(process.pid));
    setInterval(() => this.#lookForOthers(), LOOK_MS);
    did('lock', true);
    return true;
  }

  #lookForOthers(): void {
    for (const name of readdirSync(USER_DATA).filter((of) => of.startsWith('second-'))) {
      rmSync(join(USER_DATA, name));
      this.emit('second-instance', {}, [], '', undefined);
    }
  }

  /** As Electron: ask, close every window, ask again, end. Whoever prevents one of them keeps the program. */
  quit(): void {
    if (this.#isQuitting) return;
    this.#isQuitting = true;
    if (emitPreventable((event) => this.emit('before-quit', event))) {
      for (const window of [...this.windows]) window.close();
      if (this.windows.size === 0) this.#willQuit();
    }
    this.#isQuitting = false;
  }

  windowClosed(window: StandInWindow): void {
    this.windows.delete(window);
    if (this.windows.size === 0 && !this.#isQuitting) this.emit('window-all-closed');
  }

  exit(status = 0): void {
    for (const window of [...this.windows]) window.destroy();
    did('exit', status);
    void this.closeBrowser().finally(() => process.exit(status));
  }

  #willQuit(): void {
    if (emitPreventable((event) => this.emit('will-quit', event))) this.exit();
  }
}

export const app = new StandInApp();

process.on('message', (message: ToStandIn) => {
  if (message.type === 'quit') app.quit();
  if (message.type === 'minimize') for (const window of app.windows) window.minimize();
  if (message.type === 'close-window') for (const window of [...app.windows]) window.close();
});
