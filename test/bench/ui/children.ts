/** What runs beside the measurement in processes of its own: the application's server, and a training. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FromFace, ToFace } from './face.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Until a child's output has what is waited for. Throws when it ends before. */
function said(child: ChildProcess, what: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const listen = (data: Buffer) => {
      output += String(data);
      const found = what.exec(output)?.[0];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`A process of the measurement ended with status ${status}: ${output.slice(-500)}`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGINT');
  });
}

export type Face = {
  readonly address: string;
  /** Asks its application beside whoever looks at the page. @throws Error with what the application said */
  call(procedure: string, input: unknown): Promise<unknown>;
  end(): Promise<void>;
};

/** The browser face over a data folder. */
export async function startFace(folder: string): Promise<Face> {
  const child = fork(join(ROOT, 'test/bench/ui/face.ts'), [folder], { cwd: ROOT, silent: true });
  let lastId = 0;
  const call = (procedure: string, input: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const asked: ToFace = { id: ++lastId, procedure, input };
      const listen = ({ id, output, failure }: FromFace) => {
        if (id !== asked.id) return;
        child.off('message', listen);
        if (failure === null) resolve(output);
        else reject(new Error(failure));
      };
      child.on('message', listen);
      child.send(asked);
    });
  return { address: await said(child, /http:\S+/), call, end: () => ended(child) };
}

/** A study of the synthetic sample, once its first network learns: the engine in a child process, on all cores. */
export async function startTraining(): Promise<{ isRunning(): boolean; end(): Promise<void> }> {
  const out = mkdtempSync(join(tmpdir(), 'smearlab-bench-training-'));
  const words = [join(ROOT, 'main/cli/smearlab.ts'), 'study', '--epochs', '1000', '--size', '96', '--verbose', '--out', out];
  const child = spawn(process.execPath, words, { cwd: ROOT });
  await said(child, /epoch/);
  return {
    isRunning: () => child.exitCode === null && child.signalCode === null,
    end: async () => {
      await ended(child);
      rmSync(out, { recursive: true, force: true });
    },
  };
}
