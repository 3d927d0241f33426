/** Stand-in of Electron's utilityProcess: a child of Node's, in which `process.parentPort` is what Electron's has. */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import type { UtilityProcess as ElectronUtilityProcess, ForkOptions } from 'electron';
import { app } from './app.ts';
import { did } from './control.ts';

type Used = Pick<ElectronUtilityProcess, 'kill' | 'pid' | 'postMessage' | 'stderr'>;

class StandInUtilityProcess extends EventEmitter implements Used {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    child.once('spawn', () => this.emit('spawn'));
    child.on('message', (message) => this.emit('message', message));
    child.on('error', () => undefined);
    // One number for both, as Electron tells it.
    child.on('exit', (code, signal) => this.emit('exit', signal === null ? code : constants.signals[signal]));
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  get stderr() {
    return this.#child.stderr;
  }

  postMessage(message: unknown): void {
    if (this.#child.connected && typeof message === 'object' && message !== null) this.#child.send(message, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }
}

export const utilityProcess = {
  fork: (modulePath: string, args: string[] = [], options: ForkOptions = {}): Used => {
    if (!app.isReady) throw new TypeError('utilityProcess cannot be created before app is ready.');
    did('utility process', modulePath);
    const [, stdout = 'inherit', stderr = 'inherit'] = Array.isArray(options.stdio) ? options.stdio : [];
    const child = fork(modulePath, args, {
      execArgv: ['--import', new URL('./utilityHost.ts', import.meta.url).href],
      stdio: ['ignore', stdout, stderr, 'ipc'],
      serialization: 'advanced',
    });
    return new StandInUtilityProcess(child);
  },
};
