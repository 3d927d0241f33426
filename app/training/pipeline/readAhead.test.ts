import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readAhead } from './readAhead.ts';

describe('reading ahead', () => {
  it('keeps the order whatever takes longer, and prepares no more than asked', async () => {
    let open = 0;
    let most = 0;
    const got: number[] = [];
    const prepare = async (item: number) => {
      most = Math.max(most, ++open);
      await wait(item % 2 === 0 ? 5 : 1);
      open--;
      return item;
    };
    for await (const item of readAhead([0, 1, 2, 3, 4, 5], prepare, 2)) got.push(item);
    expect(got).toEqual([0, 1, 2, 3, 4, 5]);
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });

  it('throws a failure where the item is used, after those before it', async () => {
    const got: number[] = [];
    const read = async () => {
      for await (const item of readAhead([1, 2, 3], async (item) => (item === 2 ? Promise.reject(new Error('two')) : item), 2))
        got.push(item);
    };
    await expect(read()).rejects.toThrow('two');
    expect(got).toEqual([1]);
  });
});
