/** Electron's program: whether it is here, and fetching it by the script of its own package, which brings none when it is installed. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SmearlabError } from '../../app/contract/failure.ts';
import type { ElectronState, Environment } from './chooseFace.ts';

/** The folder of the package; undefined where only what runs was installed. */
export function electronPackage(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    // Not installed is an answer.
    return undefined;
  }
}

const PROGRAMS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/** @returns the path of the program, where it is whole and of the package's own version, or a lab has named its own */
export function electronProgram(folder: string, platform: NodeJS.Platform, environment: Environment): string | undefined {
  const own = environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  const program = join(own === '' ? join(folder, 'dist') : own, PROGRAMS[platform] ?? 'electron');
  if (own !== '') return existsSync(program) ? program : undefined;
  // path.txt is written when all is unpacked.
  if (!existsSync(join(folder, 'path.txt')) || !existsSync(program)) return undefined;
  const { version }: { version?: unknown } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return readFileSync(join(folder, 'dist', 'version'), 'utf8')
    .trim()
    .replace(/^v/, '') === version
    ? program
    : undefined;
}

/** Seconds since the fetching began, and since more came. `hasBegun`: anything has come at all. */
export type Fetching = { readonly elapsed: number; readonly still: number; readonly hasBegun: boolean };

/** When fetching is given up: soon where no network answers, later where it dries up, and at last in any case. Pure. */
export function givesUp({ elapsed, still, hasBegun }: Fetching): 'no answer' | 'stuck' | 'too long' | undefined {
  if (!hasBegun) return elapsed >= 8 ? 'no answer' : undefined;
  if (still >= 45) return 'stuck';
  return elapsed >= 900 ? 'too long' : undefined;
}

const GIVEN_UP = {
  'no answer': 'The network does not answer',
  stuck: 'Fetching Electron’s program got stuck',
  'too long': 'Fetching Electron’s program took longer than a quarter of an hour',
} as const;

/**
 * Fetches the program; what comes is watched by its bytes. The caller looks again whether it is here.
 * @throws SmearlabError stopped
 */
export async function fetchElectron(folder: string, signal: AbortSignal, say: (line: string) => void): Promise<ElectronState> {
  const temporary = mkdtempSync(join(tmpdir(), 'smearlab-electron-'));
  const places = { TMPDIR: temporary, TMP: temporary, TEMP: temporary };
  const child = spawn(process.execPath, [join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...places, ELECTRON_GET_NO_PROGRESS: '1' },
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said = (said + data).slice(-4000);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null));
    child.on('close', resolve);
  });
  try {
    const end = await Promise.race([ended, watched(() => bytesIn(temporary) + bytesIn(join(folder, 'dist')), signal, say)]);
    if (typeof end === 'string') return { kind: 'unavailable', because: GIVEN_UP[end] };
    return end === 0 ? { kind: 'here' } : { kind: 'unavailable', because: whyNot(said) };
  } catch (error) {
    throw signal.aborted ? new SmearlabError('stopped', 'Stopped.') : error;
  } finally {
    child.kill('SIGKILL');
    await ended;
    rmSync(temporary, { recursive: true, force: true });
  }
}

const LOOK_MS = 500;
const SAY_MS = 10_000;

async function watched(bytes: () => number, signal: AbortSignal, say: (line: string) => void): Promise<keyof typeof GIVEN_UP> {
  const start = performance.now();
  const before = bytes();
  let [seen, grown, told] = [before, start, start];
  for (;;) {
    await wait(LOOK_MS, undefined, { signal });
    const [now, at] = [bytes(), performance.now()];
    if (now !== seen) [seen, grown] = [now, at];
    if (at - told > SAY_MS && now > before) {
      say(`  ${Math.round((now - before) / 1e6)} MB so far`);
      told = at;
    }
    const given = givesUp({ elapsed: (at - start) / 1000, still: (at - grown) / 1000, hasBegun: now !== before });
    if (given !== undefined) return given;
  }
}

function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  // A file may be moved away while it is looked at.
  return files.reduce((sum, { parentPath, name }) => sum + (statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** What the script died of, as part of a sentence. Pure. */
export function whyNot(stderr: string): string {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ECONNRESET|ETIMEDOUT|fetch failed/.test(stderr))
    return 'There is no network to fetch Electron’s program by';
  const [, status] = /Response code (\d{3})/.exec(stderr) ?? [];
  if (status !== undefined) return `Electron’s program could not be fetched (the network answered ${status})`;
  if (/ENOSPC/.test(stderr)) return 'The disk is full, and Electron’s program does not fit on it';
  if (/EACCES|EPERM|EROFS/.test(stderr)) return 'Electron’s program cannot be written into node_modules';
  if (/checksum|sumchecker/i.test(stderr)) return 'What was fetched as Electron’s program is not what it should be';
  return 'Electron’s program could not be fetched';
}
