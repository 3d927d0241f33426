import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_CHANGE } from '../augmentation/change.ts';
import type { BatchTask } from './batchTask.ts';
import { BatchWorkers } from './batchWorkers.ts';

const NEVER = new AbortController().signal;
const STOPPED = expect.objectContaining({ kind: 'stopped' });

let folder: string;
let workers: BatchWorkers;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-workers-'));
  workers = new BatchWorkers(1);
});
afterEach(async () => {
  await workers.close();
  rmSync(folder, { recursive: true });
});

/** A batch of one picture whose levels are all `level`. */
function task(level: number, size = 4): BatchTask {
  const pixels = new Uint8Array(new SharedArrayBuffer(size * size * 3)).fill(level);
  return {
    pictures: [{ source: { kind: 'decoded', pixels }, change: NO_CHANGE, isMaskedCopy: false }],
    size,
    places: 1,
    mix: null,
    shares: true,
  };
}

async function fromFile(): Promise<BatchTask> {
  const image = join(folder, 'image.png');
  writeFileSync(
    image,
    await sharp({ create: { width: 9, height: 9, channels: 3, background: '#336699' } })
      .png()
      .toBuffer(),
  );
  const source = { kind: 'files', image, mask: null, kept: null, keepAt: null } as const;
  return { ...task(0), pictures: [{ source, change: NO_CHANGE, isMaskedCopy: false }] };
}

const levelOf = ({ input }: { readonly input: Float32Array }) => Math.round((input[0] ?? Number.NaN) * 255);

describe('threads that make batches', () => {
  it.each([1, 2, 3])('give each one its own, %i at a time, however many are asked for at once', async (count) => {
    const several = new BatchWorkers(count);
    const made = await Promise.all(Array.from({ length: 20 }, (_, level) => several.make(task(level), NEVER)));
    expect(made.map(levelOf)).toEqual(Array.from({ length: 20 }, (_, level) => level));
    await several.close();
  });

  it('hand decoded pixels back in memory that both see', async () => {
    const { decoded } = await workers.make(await fromFile(), NEVER);
    expect(decoded[0]?.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...(decoded[0]?.pixels.subarray(0, 3) ?? [])]).toEqual([0x33, 0x66, 0x99]);
  });

  it('stop at once when they are told to, and begin nothing that was waiting', async () => {
    const stop = new AbortController();
    const asked = [1, 2, 3].map((level) => workers.make(task(level, 1024), stop.signal));
    const outcomes = Promise.allSettled(asked);
    stop.abort();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(asked[1]).rejects.toThrow(STOPPED);
    expect(levelOf(await workers.make(task(7), NEVER))).toBe(7);
  });

  it('begin nothing under a signal that is aborted already', async () => {
    await expect(workers.make(task(1), AbortSignal.abort())).rejects.toThrow(STOPPED);
  });

  it('that cannot make a batch say why, and make the next', async () => {
    // No array holds so many places.
    const failing = workers.make({ ...task(1), places: Number.MAX_SAFE_INTEGER }, NEVER);
    await expect(failing).rejects.toThrow(
      expect.objectContaining({ name: 'SmearlabError', kind: 'out-of-memory', message: expect.stringContaining('array length') }),
    );
    expect(levelOf(await workers.make(task(9), NEVER))).toBe(9);
  });

  it.each([
    ['throw', 'throw new Error("no memory left")', /no memory left.*--workers 0/],
    ['end', 'process.exit(7)', /ended with status 7.*--workers 0/],
    ['talk nonsense', 'parentPort.postMessage({ type: "made", input: [1] })', /Invalid input.*--workers 0/s],
  ])('that %s are said to have died, and another takes their place', async (_, does, sentence) => {
    const code = `import { parentPort } from 'node:worker_threads'; parentPort.once('message', () => { ${does}; });`;
    const dying = new BatchWorkers(1, new URL(`data:text/javascript,${encodeURIComponent(code)}`));
    for (let round = 0; round < 2; round++) {
      const died = expect.objectContaining({ name: 'SmearlabError', kind: 'internal', message: expect.stringMatching(sentence) });
      await expect(dying.make(task(1), NEVER)).rejects.toThrow(died);
    }
    await dying.close();
  });

  it('that are closed in the middle of a batch reject it, and take no other', async () => {
    const running = workers.make(task(1, 2048), NEVER);
    const outcome = expect(running).rejects.toThrow(expect.objectContaining({ name: 'SmearlabError', kind: 'internal' }));
    await wait(1);
    await workers.close();
    await outcome;
    await expect(workers.make(task(1), NEVER)).rejects.toThrow(STOPPED);
  });

  it('that were never needed are never started, and close', async () => {
    await expect(new BatchWorkers(4).close()).resolves.toBeUndefined();
  });
});
