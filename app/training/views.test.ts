import { describe, expect, it } from 'vitest';
import { turnedBatch, VIEWS } from './views.ts';

const SIZE = 3;
/** Two images of three planes, no two numbers alike. */
const batch = Float32Array.from({ length: 2 * 3 * SIZE * SIZE }, (_, at) => at);

describe('the eight views of a batch', () => {
  it('are all different and begin with the batch itself', () => {
    expect(turnedBatch(batch, SIZE, 0)).toBe(batch);
    expect(new Set(VIEWS.map((view) => turnedBatch(batch, SIZE, view).join())).size).toBe(8);
  });

  it.each(VIEWS)('hold in view %i every plane’s own numbers, with its middle in the middle', (view) => {
    const turned = turnedBatch(batch, SIZE, view);
    for (let from = 0; from < batch.length; from += SIZE * SIZE) {
      const plane = turned.slice(from, from + SIZE * SIZE);
      expect(plane.toSorted()).toEqual(batch.slice(from, from + SIZE * SIZE));
      expect(plane[4]).toBe(from + 4);
    }
  });

  it.each([
    [1, [2, 1, 0, 5, 4, 3, 8, 7, 6]],
    [2, [6, 7, 8, 3, 4, 5, 0, 1, 2]],
    [4, [0, 3, 6, 1, 4, 7, 2, 5, 8]],
    [5, [6, 3, 0, 7, 4, 1, 8, 5, 2]],
  ] as const)('view %i lies as it is written', (view, wanted) => {
    expect([...turnedBatch(batch.slice(0, 27), SIZE, view).subarray(0, 9)]).toEqual(wanted);
  });

  it('are closed: turning one of them is one of them again', () => {
    const all = new Set(VIEWS.map((view) => turnedBatch(batch, SIZE, view).join()));
    for (const first of VIEWS)
      for (const then of VIEWS) expect(all).toContain(turnedBatch(turnedBatch(batch, SIZE, first), SIZE, then).join());
  });
});
