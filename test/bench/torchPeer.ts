/** Our engine and PyTorch in turn, every round of each in a process of its own. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Device } from '../../app/contract/device.ts';
import { SmearlabError } from '../../app/contract/failure.ts';
import { type Comparison, comparison, type EngineFigures, engineFiguresSchema, type Measured } from './figures.ts';

const execute = promisify(execFile);
const BENCH = fileURLToPath(new URL('bench.ts', import.meta.url));
const PEER = fileURLToPath(new URL('peer_torch.py', import.meta.url));

/** The PATH's Python may be another than the system's, which is the one that Debian's python3-torch belongs to. */
const PYTHONS = ['python3', '/usr/bin/python3', 'python'];

/** @throws SmearlabError `missing-file` where no Python has PyTorch */
export async function compareWithTorch(measured: Measured, device: Device, rounds: number): Promise<Comparison> {
  const python = await pythonWithTorch(PYTHONS);
  const options = Object.entries(measured).flatMap(([name, value]) => [`--${name}`, String(value)]);
  // Without OMP_NUM_THREADS Debian's PyTorch computes on one thread only.
  const env = { ...process.env, OMP_NUM_THREADS: String(measured.threads) };
  const ours: EngineFigures[] = [];
  const theirs: EngineFigures[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await figuresOf(process.execPath, [BENCH, 'engine', ...options, '--device', device, '--json'], process.env));
    theirs.push(await figuresOf(python, [PEER, ...options], env));
  }
  return comparison(ours, theirs);
}

async function figuresOf(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<EngineFigures> {
  try {
    const { stdout } = await execute(program, args, { env });
    return engineFiguresSchema.parse(JSON.parse(stdout));
  } catch (error) {
    throw new SmearlabError('engine', `A round of the comparison failed. ${error instanceof Error ? error.message.trim() : error}`, {
      cause: error,
    });
  }
}

/** The first of these programs that can import torch. Throws SmearlabError `missing-file` when none can. */
export async function pythonWithTorch(pythons: readonly string[]): Promise<string> {
  for (const python of pythons) {
    try {
      await execute(python, ['-c', 'import torch']);
      return python;
    } catch {
      // Not there, or without PyTorch: the next one may have it.
    }
  }
  throw new SmearlabError(
    'missing-file',
    `None of ${pythons.join(', ')} can import torch, so there is no PyTorch to compare with. Install it (on Debian: apt install python3-torch) or leave out --peer.`,
  );
}
