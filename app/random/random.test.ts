import { describe, expect, it } from 'vitest';
import { type Random, randomFor, shuffled } from './random.ts';

const draws = (random: Random, count = 50) => Array.from({ length: count }, () => random.uniform(0, 1));

describe('a stream of random numbers', () => {
  it('is the same for the same seed and purpose', () => {
    expect(draws(randomFor(1, 'shuffle', 3))).toEqual(draws(randomFor(1, 'shuffle', 3)));
  });

  it.each([
    ['another seed', randomFor(2, 'shuffle', 3)],
    ['another word', randomFor(1, 'subset', 3)],
    ['another epoch', randomFor(1, 'shuffle', 4)],
    ['a number given as text', randomFor(1, 'shuffle', '3')],
    ['a purpose in one piece', randomFor(1, 'shuffle,3')],
    ['a purpose that goes on', randomFor(1, 'shuffle', 3, 0)],
    ['no purpose', randomFor(1)],
    ['a negative seed', randomFor(-1, 'shuffle', 3)],
  ])('has no number in common with that of %s', (_, other) => {
    const known = new Set(draws(randomFor(1, 'shuffle', 3)));
    expect(draws(other).filter((value) => known.has(value))).toEqual([]);
  });

  it('is not moved by draws from another', () => {
    const alone = draws(randomFor(1, 'a'));
    const one = randomFor(1, 'a');
    const other = randomFor(1, 'b');
    const beside = alone.map(() => {
      other.normal();
      return one.uniform(0, 1);
    });
    expect(beside).toEqual(alone);
  });

  // Subsets, initial weights and the order of training hang on these: a change here makes every stored study another one.
  it('is pinned, so that no library version or machine changes a study silently', () => {
    const random = randomFor(7, 'pinned', 'vector', 1);
    expect(Array.from({ length: 8 }, () => random.integer(0, 2 ** 31 - 1))).toEqual([
      1195038696, 1602757919, 1995580008, 1480192075, 366422697, 1228738051, 428096525, 1107189240,
    ]);
    expect(random.uniform(0, 1)).toBe(0.28434721562275955);
    expect(random.uniform(-5, 5)).toBe(-0.06627055856162123);
    // The last digits of cosine and logarithm are the JavaScript engine's.
    expect(random.normal()).toBeCloseTo(-1.8147227975121196, 12);
    expect(random.integer(1, 6)).toBe(6);
  });

  it.each([
    [0, 1],
    [-3, 3],
    [5, 5.5],
    [-1e9, -1e8],
  ])('draws uniform numbers from %d up to but without %d, in all of it', (low, high) => {
    const random = randomFor(1, 'uniform');
    const values = Array.from({ length: 2000 }, () => random.uniform(low, high));
    expect(values.every((value) => value >= low && value < high)).toBe(true);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    expect((mean - low) / (high - low)).toBeCloseTo(0.5, 1);
  });

  it.each([
    [0, 0, [0]],
    [-1, 1, [-1, 0, 1]],
    [1, 6, [1, 2, 3, 4, 5, 6]],
  ])('draws whole numbers from %d to %d, both ends included', (low, high, all) => {
    const random = randomFor(1, 'whole');
    const seen = new Set(Array.from({ length: 500 }, () => random.integer(low, high)));
    expect([...seen].sort((a, b) => a - b)).toEqual(all);
  });

  it('draws normal numbers of mean 0 and deviation 1, none of them infinite', () => {
    const random = randomFor(1, 'normal');
    const values = Array.from({ length: 20_000 }, () => random.normal());
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(values.every(Number.isFinite)).toBe(true);
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });
});

describe('a shuffled copy', () => {
  it.each([[[]], [['only']], [[1, 1, 2]], [Array.from({ length: 200 }, (_, index) => index)]])('of %j holds the same items', (items) => {
    const before = [...items];
    expect(shuffled<unknown>(items, randomFor(1, 'x')).sort()).toEqual([...before].sort());
    expect(items).toEqual(before);
  });

  it('is pinned as well', () => {
    expect(shuffled([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], randomFor(1, 'batches', 1))).toEqual([7, 1, 4, 3, 8, 0, 9, 5, 6, 2]);
  });

  it('puts every item at every place about equally often', () => {
    const counts = new Map<string, number>();
    for (let round = 0; round < 3000; round++) {
      const order = shuffled(['a', 'b', 'c'], randomFor(round, 'fair')).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
  });
});
