/** Builds a part of the program where it is missing or old, in a process of its own, whose memory is given back. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SmearlabError } from '../../app/contract/failure.ts';
import { changedOnDisk, isStale, type Part } from './parts.ts';

/** Builds those that are missing or old, and says so once. @throws as `build` */
export async function buildWhereStale(
  parts: readonly Part[],
  root: string,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  const stale = parts.filter((part) => isStale(part, changedOnDisk(root)));
  if (stale.length > 0) say(`Building ${[...new Set(stale.map(({ name }) => name))].join(' and ')}, as after every change of the program.`);
  for (const part of stale) await build(part, root, signal);
}

/** @throws SmearlabError internal with what the build said, missing-file where the means to build are not installed, stopped */
async function build(part: Part, root: string, signal: AbortSignal): Promise<void> {
  const mode = part.mode === undefined ? [] : ['--mode', part.mode];
  const { status, output } = await run([vite(part), 'build', '--config', part.config, ...mode], root, signal);
  if (status === 0) return;
  throw new SmearlabError('internal', `Building ${part.name} failed. Run npm ci and start again.`, { cause: output.trim() });
}

function vite({ name }: Part): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  } catch (error) {
    throw new SmearlabError('missing-file', `The means to build ${name} are not installed. Run npm ci and start again.`, { cause: error });
  }
}

function run(args: readonly string[], cwd: string, signal: AbortSignal): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // As a person gets it, also where tests ask for it: React's other version writes where its sources lie into every element.
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        output += data;
      });
    }
    const stop = () => child.kill('SIGKILL');
    signal.addEventListener('abort', stop, { once: true });
    child.on('error', reject);
    child.on('close', (status) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(new SmearlabError('stopped', 'Stopped.'));
      else resolve({ status, output });
    });
  });
}
