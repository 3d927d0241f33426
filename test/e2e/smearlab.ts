/** Starts the command line as a person does, in a process of its own, and makes the small sample the tests work on. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type StudyResult, studyResultSchema } from '../../app/contract/studyResult.ts';
import { readTensors } from '../../app/training/safetensors.ts';

const CLI = fileURLToPath(new URL('../../main/cli/smearlab.ts', import.meta.url));

export type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };
export type Started = { readonly child: ChildProcess; readonly ended: Promise<Ended>; readonly stderr: () => string };

/** @param options.uid starts it as another user (only root may); env is added to this process's own */
export function start(
  args: readonly string[],
  { env = {}, ...options }: { readonly uid?: number; readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Started {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env }, ...options });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => {
    stdout += data;
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data;
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
  return { child, ended, stderr: () => stderr };
}

export function smearlab(args: readonly string[], options: Parameters<typeof start>[1] = {}): Promise<Ended> {
  return start(args, options).ended;
}

/** Waits until the process has said `text`. Throws when it ends or a minute passes before. */
export async function said(started: Started, text: string | RegExp): Promise<void> {
  let ended: Ended | undefined;
  void started.ended.then((end) => {
    ended = end;
  });
  const deadline = Date.now() + 60_000;
  while (!(typeof text === 'string' ? started.stderr().includes(text) : text.test(started.stderr()))) {
    if (ended !== undefined) throw new Error(`It ended with ${ended.status} before it said ${text}:\n${ended.stderr}`);
    if (Date.now() > deadline) throw new Error(`It did not say ${text} within a minute:\n${started.stderr()}`);
    await wait(20);
  }
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'smearlab-e2e-'));
}

/** The synthetic sample, made once for all tests of this run in a folder they share. */
export async function sharedSample(): Promise<{ wbc: string; cam16: string; prcc: string }> {
  const root = process.env['SMEARLAB_TEST_SAMPLE'];
  if (root === undefined || !existsSync(root)) throw new Error('The sample is made by test/e2e/sample.setup.ts, which did not run.');
  return { wbc: join(root, 'wbc'), cam16: join(root, 'cam16'), prcc: join(root, 'prcc') };
}

/** A study small enough for a test: two subsets, two epochs, 32 px, one thread. */
export async function smallStudy(out: string, ...more: string[]): Promise<string[]> {
  const { wbc, cam16, prcc } = await sharedSample();
  const data = ['--wbc', wbc, '--cam16', cam16, '--prcc', prcc];
  return ['study', ...data, '--subsets', '1,10', '--size', '32', '--epochs', '2', '--threads', '1', '--out', out, ...more];
}

/** On Linux from /proc, which needs no tool installed. */
export function childrenOf(pid: number): number[] {
  if (process.platform === 'linux') return numbersIn(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
  return numbersIn(execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }));
}

function numbersIn(text: string): number[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(Number);
}

/** What `smearlab runs` says of each run of a study. */
export async function runsOf(out: string): Promise<Record<string, { readonly state: string; readonly failure: string }>> {
  const { stdout } = await smearlab(['runs', '--out', out, '--json']);
  const runs: { name: string; state: string; failure: string }[] = JSON.parse(stdout);
  return Object.fromEntries(runs.map(({ name, state, failure }) => [name, { state, failure }]));
}

export function readStudy(out: string): StudyResult {
  return studyResultSchema.parse(JSON.parse(readFileSync(join(out, 'study.json'), 'utf8')));
}

/** A study's numbers without what may differ between two equal ones: times and the command. */
export function numbersOf(result: StudyResult): unknown {
  return JSON.parse(JSON.stringify(result, (key, value: unknown) => (key === 'seconds' ? undefined : value)));
}

/** The trained values of a run's last checkpoint, bit for bit. */
export function trainedBits(out: string, run: string): string {
  const { tensors } = readTensors(join(out, 'runs', run, 'last.safetensors'));
  return [...tensors.values()].map(({ name, values }) => `${name} ${Buffer.from(values.buffer).toString('base64')}`).join('\n');
}
