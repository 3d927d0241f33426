import { describe, expect, it } from 'vitest';
import { createSgd, type SgdSettings } from './sgd.ts';

const settings: SgdSettings = { momentum: 0.5, nesterov: false, weightDecay: 0 };
const vector = (...numbers: number[]) => Float32Array.from(numbers);

describe('createSgd', () => {
  it('without momentum goes down the gradient and remembers only its steps', () => {
    const parameters = vector(1, 2);
    const sgd = createSgd({ ...settings, momentum: 0 }, 2, [[0, 2]]);
    sgd.step(parameters, vector(1, -2), 0.5);
    expect(parameters).toEqual(vector(0.5, 3));
    expect(sgd.state).toEqual({ step: 1, vectors: {} });
  });

  it.each([
    { of: 'rolls on by its momentum', nesterov: false, wanted: [1 - 0.5 * 2, 0 - 0.25 * (0.5 * 2 - 1)] },
    { of: 'looks ahead with Nesterov', nesterov: true, wanted: [1 - 0.5 * (2 + 0.5 * 2), -0.5 - 0.25 * (-1 + 0.5 * 0)] },
  ])('$of, at the learning rate of each step', ({ nesterov, wanted }) => {
    const parameters = vector(1);
    const sgd = createSgd({ ...settings, nesterov }, 1, [[0, 1]]);
    const seen = [
      [2, 0.5],
      [-1, 0.25],
    ].map(([gradient = 0, rate = 0]) => {
      sgd.step(parameters, vector(gradient), rate);
      return parameters[0];
    });
    expect(seen).toEqual(wanted);
    expect(sgd.state.vectors['momentum']).toEqual(vector(0));
  });

  it('takes weight decay as part of the gradient, into the momentum too', () => {
    const parameters = vector(2);
    const sgd = createSgd({ ...settings, weightDecay: 0.5 }, 1, [[0, 1]]);
    sgd.step(parameters, vector(3), 0.25);
    expect(sgd.state.vectors['momentum']).toEqual(vector(4));
    expect(parameters).toEqual(vector(1));
  });

  it('touches nothing outside the trained ranges', () => {
    for (const momentum of [0, 0.5]) {
      const parameters = vector(1, 1, 1);
      createSgd({ ...settings, momentum, weightDecay: 0.5 }, 3, [[1, 2]]).step(parameters, vector(1, 1, 1), 0.5);
      expect(parameters).toEqual(vector(1, 0.25, 1));
    }
  });

  it('goes on from a saved state to the same bits', () => {
    const gradients = [vector(1, -2), vector(0.5, 3), vector(-1, 0.25)];
    const whole = vector(1, 2);
    const once = createSgd(settings, 2, [[0, 2]]);
    for (const gradient of gradients) once.step(whole, gradient, 0.1);
    const resumed = vector(1, 2);
    const before = createSgd(settings, 2, [[0, 2]]);
    for (const gradient of gradients.slice(0, 2)) before.step(resumed, gradient, 0.1);
    const after = createSgd(settings, 2, [[0, 2]], structuredClone(before.state));
    for (const gradient of gradients.slice(2)) after.step(resumed, gradient, 0.1);
    expect(resumed).toEqual(whole);
    expect(after.state).toEqual(once.state);
  });

  it("refuses another optimizer's state and vectors of another length", () => {
    const adams = { step: 1, vectors: { m: vector(1), v: vector(1) } };
    expect(() => createSgd(settings, 1, [[0, 1]], adams)).toThrow(RangeError);
    expect(() => createSgd(settings, 2, [[0, 2]]).step(vector(1, 2), vector(1), 1)).toThrow(RangeError);
  });
});
