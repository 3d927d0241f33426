import { setTimeout as wait } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { sparingMemory } from './sparingMemory.ts';

/** MB that V8 has set aside for new objects. */
function youngGeneration(): number {
  return (getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0) / 2 ** 20;
}

/** Makes objects of which many outlive a collection of young ones, for which V8 would make room. */
function makeSurvivors(): void {
  for (let round = 0; round < 20; round++) Array.from({ length: 100_000 }, (_, index) => ({ index, text: `${round} ${index}` }));
}

describe('sparing memory', () => {
  it('collects what nobody holds any more when it is asked to', async () => {
    await sparingMemory(async (collect) => {
      const held = { held: true };
      const refs = [new WeakRef({ held: false }), new WeakRef(held)];
      await wait(1);
      collect('garbage');
      expect(refs.map((ref) => ref.deref())).toEqual([undefined, held]);
    });
  });

  it('lets the young generation not grow, also with another work inside, and afterwards again', async () => {
    const spared = await sparingMemory(async (collect) => {
      collect('all');
      await sparingMemory(async () => undefined);
      makeSurvivors();
      return youngGeneration();
    });
    makeSurvivors();
    expect(youngGeneration()).toBeGreaterThan(2 * spared);
  });

  it('hands on what the work gives and what it throws', async () => {
    expect(await sparingMemory(async () => 7)).toBe(7);
    await expect(sparingMemory(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
