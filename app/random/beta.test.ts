import { describe, expect, it } from 'vitest';
import { beta } from './beta.ts';
import { randomFor } from './random.ts';

const COUNT = 20_000;

function drawn(a: number, b: number): number[] {
  const random = randomFor(1, 'beta', a, b);
  return Array.from({ length: COUNT }, () => beta(random, a, b));
}

describe('numbers from a beta distribution', () => {
  it.each([
    [0.01, 0.01],
    [0.2, 0.2],
    [0.4, 0.4],
    [1, 1],
    [2, 2],
    [10, 10],
    [0.5, 3],
    [7, 2],
  ])('Beta(%d, %d) have its mean, variance and skewness', (a, b) => {
    const values = drawn(a, b);
    const sum = a + b;
    const variance = (a * b) / (sum ** 2 * (sum + 1));
    const third = (variance ** 1.5 * (2 * (b - a) * Math.sqrt(sum + 1))) / ((sum + 2) * Math.sqrt(a * b));
    const moment = (power: number) => values.reduce((total, value) => total + (value - a / sum) ** power, 0) / COUNT;
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(variance / COUNT));
    expect(Math.abs(moment(2) / variance - 1)).toBeLessThan(0.05);
    expect(Math.abs(moment(3) - third)).toBeLessThan(0.06 * variance ** 1.5 + 1e-9);
  });

  it('Beta(1, 1) are evenly spread', () => {
    const counts = new Array<number>(10).fill(0);
    for (const value of drawn(1, 1)) counts[Math.floor(value * 10)] = (counts[Math.floor(value * 10)] ?? 0) + 1;
    for (const count of counts) expect(Math.abs(count / (COUNT / 10) - 1)).toBeLessThan(0.1);
  });

  it('of tiny shapes are 0 or 1 in all but name, and never no number', () => {
    const values = drawn(1e-4, 1e-4);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values.filter((value) => value < 1e-9 || value > 1 - 1e-9).length / COUNT).toBeGreaterThan(0.99);
    expect(Math.abs(values.filter((value) => value > 0.5).length / COUNT - 0.5)).toBeLessThan(0.02);
  });

  it('are the same for the same seed and purpose', () => {
    expect(drawn(0.2, 0.2)).toEqual(drawn(0.2, 0.2));
  });
});
