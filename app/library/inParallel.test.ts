import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inParallel } from './inParallel.ts';

const NEVER = new AbortController().signal;

describe('inParallel', () => {
  it('does everything once, never more at a time than its width', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await inParallel([...Array(50).keys()], 4, NEVER, async (item) => {
      most = Math.max(most, ++running);
      await setImmediate();
      running--;
      done.push(item);
    });
    expect(done.sort((a, b) => a - b)).toEqual([...Array(50).keys()]);
    expect(most).toBe(4);
  });

  it('begins nothing new after an error, waits for what it began, and throws the first', async () => {
    const ended: number[] = [];
    const work = async (item: number) => {
      await setImmediate();
      if (item === 1) throw new Error('one');
      await setImmediate();
      ended.push(item);
    };
    await expect(inParallel([...Array(50).keys()], 3, NEVER, work)).rejects.toThrow('one');
    expect(ended.length).toBeLessThan(6);
  });

  it('stops at an abort', async () => {
    const controller = new AbortController();
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      if (item === 5) controller.abort();
      await setImmediate();
    };
    await expect(inParallel([...Array(50).keys()], 2, controller.signal, work)).rejects.toThrow(
      expect.objectContaining({ kind: 'stopped' }),
    );
    expect(begun.length).toBeLessThan(8);
  });

  it('does nothing over nothing', async () => {
    await inParallel([], 4, NEVER, async () => expect.unreachable());
  });
});
