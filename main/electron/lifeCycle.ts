/** The program from its window to its end: one window, work that outlives it where the person wants that, and no child left behind. */
import { app, type BrowserWindow, dialog, type Event, type MessageBoxOptions, powerMonitor } from 'electron';
import type { Application } from '../../app/application/application.ts';
import {
  answerOf,
  onAllClosed,
  onClosingWindow,
  onQuitting,
  onWorkEnded,
  type Plan,
  planWhenBack,
  type QuitAnswer,
  type Situation,
} from './quitting.ts';
import { bringForward } from './window.ts';
import type { Words } from './words.ts';

export type LifeCycleOptions = {
  readonly application: Application;
  readonly open: () => BrowserWindow;
  /** In the language that is set at that moment. */
  readonly words: () => Words;
  readonly onFault: (error: unknown) => void;
};

/** Work that is stopped ends within seconds; what has not ended by then would not. */
const CLOSING_MS = 15_000;

/** Opens the window and sees the program to its end. What happens when is decided in `quitting.ts`. */
export function live(options: LifeCycleOptions): void {
  const life = new LifeCycle(options);
  app.on('second-instance', () => life.show());
  app.on('activate', () => life.show());
  app.on('before-quit', (event) => life.beforeQuit(event));
  app.on('window-all-closed', () => life.allClosed());
  app.on('will-quit', (event) => life.willQuit(event));
  options.application.subscribe(({ name }) => {
    if (name === 'work' || name === 'queue') life.workChanged();
  });
  powerMonitor.on('shutdown', () => life.stop());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => life.stop());
  life.show();
}

class LifeCycle {
  readonly #options: LifeCycleOptions;
  #window: BrowserWindow | undefined;
  #plan: Plan = 'none';
  #isAsking = false;
  #isClosing = false;

  constructor(options: LifeCycleOptions) {
    this.#options = options;
  }

  show(): void {
    if (this.#isClosing) return;
    this.#plan = planWhenBack(this.#plan);
    if (this.#window === undefined) this.#open();
    else bringForward(this.#window);
  }

  beforeQuit(event: Event): void {
    if (onQuitting(this.#situation()) === 'quit') return;
    event.preventDefault();
    this.#ask();
  }

  allClosed(): void {
    if (onAllClosed(this.#situation(), process.platform) === 'quit') app.quit();
  }

  workChanged(): void {
    if (onWorkEnded(this.#situation()) === 'quit') app.quit();
  }

  /** Told from outside, where nobody can be asked: by the system that shuts down, or a signal. */
  stop(): void {
    this.#plan = 'now';
    app.quit();
  }

  /** Stops what is left, lets the data folder go, and only then ends. */
  willQuit(event: Event): void {
    event.preventDefault();
    if (this.#isClosing) return;
    this.#isClosing = true;
    const { application, onFault } = this.#options;
    const late = setTimeout(() => {
      onFault(new Error('Work did not end when it was stopped.'));
      app.exit(1);
    }, CLOSING_MS);
    application
      .close()
      .catch(onFault)
      .finally(() => {
        clearTimeout(late);
        app.exit(0);
      });
  }

  #situation(): Situation {
    return { isBusy: this.#options.application.isBusy(), windows: this.#window === undefined ? 0 : 1, plan: this.#plan };
  }

  #open(): void {
    const window = this.#options.open();
    this.#window = window;
    window.on('close', (event) => {
      if (onClosingWindow(this.#situation()) === 'close') return;
      event.preventDefault();
      this.#ask();
    });
    window.on('closed', () => {
      this.#window = undefined;
    });
    window.on('query-session-end', () => this.stop());
    window.webContents.on('render-process-gone', (_, { reason }) => {
      if (reason !== 'clean-exit') this.#pageGone(window).catch(this.#options.onFault);
    });
  }

  #ask(): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#question()
      .then((answer) => this.#answered(answer))
      .catch(this.#options.onFault)
      .finally(() => {
        this.#isAsking = false;
      });
  }

  #answered(answer: QuitAnswer): void {
    if (answer === 'back') return;
    this.#plan = answer;
    // The work may have ended while the person thought.
    if (answer === 'now' || !this.#options.application.isBusy()) app.quit();
    else this.#window?.close();
  }

  async #question(): Promise<QuitAnswer> {
    const { busyTitle, busyDetail, whenDone, now, back } = this.#options.words();
    const asked: MessageBoxOptions = {
      ...{ type: 'question', message: busyTitle, detail: busyDetail, noLink: true },
      ...{ buttons: [whenDone, now, back], defaultId: 0, cancelId: 2 },
    };
    const window = this.#window;
    const { response } = await (window === undefined ? dialog.showMessageBox(asked) : dialog.showMessageBox(window, asked));
    return answerOf(response);
  }

  async #pageGone(window: BrowserWindow): Promise<void> {
    const { pageGone: message, pageGoneDetail: detail, showAgain, quit } = this.#options.words();
    const asked: MessageBoxOptions = { type: 'error', message, detail, buttons: [showAgain, quit], cancelId: 0, noLink: true };
    const { response } = await dialog.showMessageBox(asked);
    if (response === 1) app.quit();
    else if (!window.isDestroyed()) window.webContents.reload();
  }
}
