import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import { inOrder } from './inOrder.ts';

const NEVER = new AbortController().signal;
const ITEMS = [...Array(60).keys()];

describe('inOrder', () => {
  it('does everything once, never more at a time than its width nor further ahead than allowed, and takes results in order', async () => {
    const random = randomFor(1, 'in order');
    const taken: number[] = [];
    let running = 0;
    const most = { running: 0, ahead: 0 };
    const work = async (item: number) => {
      most.running = Math.max(most.running, ++running);
      most.ahead = Math.max(most.ahead, item - taken.length);
      await wait(random.integer(0, 4));
      running--;
      return item;
    };
    await inOrder({ items: ITEMS, width: 5, ahead: 12, signal: NEVER, work, take: (item) => taken.push(item) });
    expect(taken).toEqual(ITEMS);
    expect(most.running).toBe(5);
    expect(most.ahead).toBeLessThan(12);
  });

  it.each([
    ['work', 20, -1],
    ['taking', -1, 20],
  ])('after an error in %s has taken the first items, all of them, and throws it', async (_, failsAt, takeFailsAt) => {
    const taken: number[] = [];
    let running = 0;
    const work = async (item: number) => {
      running++;
      await setImmediate();
      running--;
      if (item === failsAt) throw new Error('one');
      return item;
    };
    const take = (item: number) => {
      if (item === takeFailsAt) throw new Error('one');
      taken.push(item);
    };
    await expect(inOrder({ items: ITEMS, width: 4, ahead: 8, signal: NEVER, work, take })).rejects.toThrow('one');
    expect(taken).toEqual(ITEMS.slice(0, taken.length));
    expect(taken.length).toBeLessThanOrEqual(20);
    expect(running).toBe(0);
  });

  it('stops at an abort with the first items taken', async () => {
    const controller = new AbortController();
    const taken: number[] = [];
    const work = async (item: number) => {
      if (item === 9) controller.abort();
      await setImmediate();
      return item;
    };
    const take = (item: number) => taken.push(item);
    const done = inOrder({ items: ITEMS, width: 3, ahead: 4, signal: controller.signal, work, take });
    await expect(done).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
    expect(taken).toEqual(ITEMS.slice(0, taken.length));
    expect(taken.length).toBeGreaterThanOrEqual(9);
    expect(taken.length).toBeLessThan(15);
  });

  it('does nothing over nothing', async () => {
    const never = async () => expect.unreachable();
    await inOrder({ items: [], width: 4, ahead: 4, signal: NEVER, work: never, take: never });
  });
});
