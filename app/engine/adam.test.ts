import { describe, expect, it } from 'vitest';
import { randomFor } from '../random/random.ts';
import { type AdamSettings, createAdam } from './adam.ts';

const settings: AdamSettings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, decay: 'l2' };
const RATE = 0.1;
const vector = (...numbers: number[]) => Float32Array.from(numbers);

describe('createAdam', () => {
  it('moves by the learning rate against the sign of the gradient at the first step', () => {
    const parameters = vector(1, 1, 1);
    createAdam(settings, 3, [[0, 3]]).step(parameters, vector(5, -0.001, 0), RATE);
    expect(parameters[0]).toBeCloseTo(0.9, 6);
    expect(parameters[1]).toBeCloseTo(1.1, 5);
    expect(parameters[2]).toBe(1);
  });

  it('agrees with two steps worked out by hand', () => {
    const parameters = vector(1);
    const adam = createAdam(settings, 1, [[0, 1]]);
    adam.step(parameters, vector(2), RATE);
    adam.step(parameters, vector(-1), RATE);
    // m = 0.9·0.2 + 0.1·(−1) = 0.08, m̂ = 0.08/0.19; v = 0.999·0.004 + 0.001 = 0.004996, v̂ = 0.004996/0.001999.
    expect(parameters[0]).toBeCloseTo(0.9 - (0.1 * (0.08 / 0.19)) / Math.sqrt(0.004996 / 0.001999), 6);
    expect(adam.state.step).toBe(2);
    expect(adam.state.vectors['m']?.[0]).toBeCloseTo(0.08, 7);
    expect(adam.state.vectors['v']?.[0]).toBeCloseTo(0.004996, 8);
  });

  it('adds epsilon after the root of the corrected second moment', () => {
    const parameters = vector(1);
    createAdam({ ...settings, epsilon: 1 }, 1, [[0, 1]]).step(parameters, vector(1), RATE);
    expect(parameters[0]).toBeCloseTo(1 - 0.1 * (1 / (1 + 1)), 6);
  });

  it('takes weight decay as part of the gradient', () => {
    const parameters = vector(2);
    const adam = createAdam({ ...settings, weightDecay: 0.5 }, 1, [[0, 1]]);
    adam.step(parameters, vector(3), RATE);
    expect(adam.state.vectors['m']?.[0]).toBeCloseTo(0.1 * (3 + 0.5 * 2), 6);
  });

  it('decays decoupled, apart from the gradient and its moments, by the learning rate of the step', () => {
    const parameters = vector(2, 2);
    const adamw = createAdam({ ...settings, weightDecay: 0.5, decay: 'decoupled' }, 2, [[0, 2]]);
    adamw.step(parameters, vector(3, 0), RATE);
    expect(parameters[0]).toBeCloseTo(2 * (1 - 0.1 * 0.5) - 0.1, 6);
    expect(parameters[1]).toBeCloseTo(2 * (1 - 0.1 * 0.5), 6);
    expect(adamw.state.vectors['m']?.[0]).toBeCloseTo(0.1 * 3, 6);
  });

  it('touches nothing outside the trained ranges, not even by weight decay', () => {
    const parameters = vector(1, 1, 1, 1);
    const gradient = vector(1, 1, 1, 1);
    const adam = createAdam({ ...settings, weightDecay: 0.1 }, 4, [
      [0, 1],
      [3, 4],
    ]);
    adam.step(parameters, gradient, RATE);
    expect([...parameters.subarray(1, 3)]).toEqual([1, 1]);
    expect(parameters[0]).toBeLessThan(1);
    expect(parameters[3]).toBeLessThan(1);
    expect(adam.state.vectors['v']?.subarray(1, 3)).toEqual(vector(0, 0));
    expect([...gradient]).toEqual([1, 1, 1, 1]);
  });

  it('goes on from a saved state to the same bits', () => {
    const gradients = [vector(1, -2), vector(0.5, 3), vector(-1, 0.25)];
    const whole = vector(1, 2);
    const once = createAdam(settings, 2, [[0, 2]]);
    for (const gradient of gradients) once.step(whole, gradient, RATE);

    const resumed = vector(1, 2);
    const before = createAdam(settings, 2, [[0, 2]]);
    for (const gradient of gradients.slice(0, 2)) before.step(resumed, gradient, RATE);
    const saved = structuredClone(before.state);
    const after = createAdam(settings, 2, [[0, 2]], saved);
    for (const gradient of gradients.slice(2)) after.step(resumed, gradient, RATE);

    expect(resumed).toEqual(whole);
    expect(after.state).toEqual(once.state);
    expect(saved.step).toBe(2);
  });

  it('refuses a state or vectors of another length', () => {
    expect(() => createAdam(settings, 2, [[0, 2]], { step: 1, vectors: { m: vector(1), v: vector(1) } })).toThrow(RangeError);
    expect(() => createAdam(settings, 2, [[0, 2]], { step: 1, vectors: { momentum: vector(1, 2) } })).toThrow(RangeError);
    expect(() => createAdam(settings, 2, [[0, 2]]).step(vector(1, 2), vector(1), RATE)).toThrow(RangeError);
  });

  it.each([1, 2, 3, 4, 5, 7, 8, 63, 1025])('follows the formula in double precision over %i parameters', (size) => {
    const random = randomFor(1, 'formula');
    const noise = () => Float32Array.from({ length: size }, () => random.uniform(-1, 1));
    const decaying = { ...settings, weightDecay: 0.1 };
    const [parameters, start] = [noise(), 1];
    const expected = Float64Array.from(parameters);
    const [m, v] = [new Float64Array(size), new Float64Array(size)];
    const adam = createAdam(decaying, size, [[start, size]]);
    for (let step = 1; step <= 5; step++) {
      const gradient = noise();
      adam.step(parameters, gradient, RATE);
      for (let i = start; i < size; i++) {
        const g = (gradient[i] ?? 0) + 0.1 * (expected[i] ?? 0);
        m[i] = 0.9 * (m[i] ?? 0) + 0.1 * g;
        v[i] = 0.999 * (v[i] ?? 0) + 0.001 * g * g;
        const root = Math.sqrt((v[i] ?? 0) / (1 - 0.999 ** step)) + 1e-8;
        expected[i] = (expected[i] ?? 0) - (RATE * (m[i] ?? 0)) / (1 - 0.9 ** step) / root;
      }
    }
    for (const [i, value] of parameters.entries()) expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(2e-5);
  });

  it('gives a parameter the same bits wherever the range begins, and in its own vectors', () => {
    const random = randomFor(2, 'bits');
    const noise = () => Float32Array.from({ length: 41 }, () => random.uniform(-1, 1));
    const [given, gradient] = [noise(), noise()];
    const at = (begin: number) => {
      const parameters = given.slice();
      createAdam(settings, 41, [[begin, 41]]).step(parameters, gradient, RATE);
      return parameters.slice(3);
    };
    const adam = createAdam(settings, 41, [[0, 41]]);
    const { home } = adam;
    if (home === undefined) throw new TypeError('Adam has vectors of its own.');
    home.parameters.set(given);
    home.gradient.set(gradient);
    adam.step(home.parameters, home.gradient, RATE);
    for (const begin of [0, 1, 2, 3]) expect(at(begin)).toEqual(home.parameters.slice(3));
  });
});
