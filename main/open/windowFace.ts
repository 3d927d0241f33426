/** Opens the application in a window: starts Electron's program on the built main bundle, and ends with it. */
import { spawn } from 'node:child_process';

/** How Electron's program ended. */
export type Ended = {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly seconds: number;
  readonly stderr: string;
};

/** What it ends with by itself: finished, failed with a sentence, wrong usage, stopped. */
const OUR_OWN = [0, 1, 2, 130];
const WORDS_OF_A_FAILED_START =
  /no-sandbox|SUID sandbox|sandbox_host|shared libraries|Missing X server|cannot open display|Failed to (initialize|connect to).*(display|X|Wayland|ozone)/i;

/**
 * Whether no window can ever have been seen, so that the browser is to be offered: the program died of its own start, soon.
 * @returns why, as part of a sentence. Pure.
 */
export function whyNoWindow({ status, signal, seconds, stderr }: Ended): string | undefined {
  if (seconds > 20 || signal === 'SIGINT' || signal === 'SIGTERM') return undefined;
  if (status === 0) return undefined;
  if (/sandbox/i.test(stderr)) return 'Electron could not set up its sandbox here';
  if (/shared libraries/i.test(stderr)) return 'a library that Electron needs is not installed here';
  if (WORDS_OF_A_FAILED_START.test(stderr)) return 'Electron could not open a window on this display';
  return status !== null && OUR_OWN.includes(status) ? undefined : 'Electron could not start here';
}

/** @param args of the main bundle. @returns how it ended */
export function runElectron(program: string, args: readonly string[], cwd: string, signal: AbortSignal): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(program, args, { cwd, stdio: ['inherit', 'inherit', 'pipe'], windowsHide: false });
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => {
      process.stderr.write(data);
      stderr = (stderr + data).slice(-8192);
    });
    // It stops its work and lets the data folder go by itself, as this program does.
    const stop = () => child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    child.on('error', reject);
    child.on('close', (status, by) => {
      signal.removeEventListener('abort', stop);
      resolve({ status, signal: by, seconds: (performance.now() - began) / 1000, stderr });
    });
  });
}
