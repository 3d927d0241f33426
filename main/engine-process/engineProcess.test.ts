import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunExecutor } from '../../app/training/execution.ts';
import { engineProcess } from './engineProcess.ts';

const LISTENER = { onNotice: () => undefined, onStarted: () => undefined, onProgress: () => undefined, onEpoch: () => undefined };

let folder: string;
let executor: RunExecutor;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-engine-'));
  executor = engineProcess({ device: 'cpu', threads: 1, cacheBytes: 0, diskCache: null, workers: 0 });
});
afterEach(async () => {
  await executor.close();
  rmSync(folder, { recursive: true });
});

const execute = (signal = new AbortController().signal) => executor.execute({ folder, dataRoot: folder, resume: false, signal }, LISTENER);

describe('the engine process', () => {
  it('brings a failure back as the sentence it was in the child, and takes the next run', async () => {
    const file = join(folder, 'run.json');
    const bad = (said: string) => expect.objectContaining({ kind: 'bad-run-file', file, message: expect.stringContaining(said) });
    await expect(execute()).rejects.toThrow(bad('ENOENT'));
    writeFileSync(file, '{"format":"smearlab-run/2"}');
    await expect(execute()).rejects.toThrow(bad('is no run file'));
  });

  it('is started anew for a run after it was closed', async () => {
    await expect(execute()).rejects.toThrow(expect.objectContaining({ kind: 'bad-run-file' }));
    await executor.close();
    await executor.close();
    await expect(execute()).rejects.toThrow(expect.objectContaining({ kind: 'bad-run-file' }));
  });

  it('does not begin a run that is stopped already', async () => {
    await expect(execute(AbortSignal.abort())).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
  });

  it('that was never needed closes without having been started', async () => {
    const unused = engineProcess({ device: 'cpu', threads: 1, cacheBytes: 0, diskCache: null, workers: 0 });
    await expect(unused.close()).resolves.toBeUndefined();
  });
});
