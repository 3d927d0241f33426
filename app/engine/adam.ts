/** The optimizers Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter, 2019) over flat vectors, step for step as torch.optim's. */
import { AdamVectors } from './kernels/adamVectors.ts';
import type { Range } from './layout.ts';
import { assertLengths, type Optimizer, type OptimizerState, vectorOf } from './optimizer.ts';

export type AdamSettings = {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** `l2`: weight decay is added to the gradient (Adam); `decoupled`: it shrinks the weights apart from the gradient (AdamW). */
  readonly decay: 'l2' | 'decoupled';
};

/** See `createOptimizer`. */
export function createAdam(settings: AdamSettings, size: number, ranges: readonly Range[], state?: OptimizerState): Optimizer {
  const vectors = new AdamVectors(size);
  const { m, v } = vectors;
  if (state !== undefined) {
    m.set(vectorOf('m', size, state));
    v.set(vectorOf('v', size, state));
  }
  let steps = state?.step ?? 0;
  return {
    home: vectors,
    step(parameters, gradient, learningRate) {
      assertLengths(size, parameters, gradient);
      steps++;
      const factors = adamFactors(settings, learningRate, steps);
      if (gradient !== vectors.gradient) vectors.gradient.set(gradient);
      if (parameters !== vectors.parameters) vectors.parameters.set(parameters);
      for (const range of ranges) vectors.step(range, settings, factors);
      if (parameters !== vectors.parameters) parameters.set(vectors.parameters);
    },
    get state() {
      return { step: steps, vectors: { m, v } };
    },
  };
}

/** What one step needs beside its gradient. */
export type AdamFactors = {
  /** Of m / (√v + ε). */
  readonly stepSize: number;
  readonly epsilon: number;
  /** Of the parameter, before the step. */
  readonly kept: number;
};

/**
 * learningRate · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ), both fractions multiplied by √(1 − β₂ᵗ) so that each
 * parameter costs one division.
 * @param step from 1
 */
export function adamFactors(settings: AdamSettings, learningRate: number, step: number): AdamFactors {
  const correction = Math.sqrt(1 - settings.beta2 ** step);
  return {
    stepSize: (learningRate * correction) / (1 - settings.beta1 ** step),
    epsilon: settings.epsilon * correction,
    kept: settings.decay === 'decoupled' ? 1 - learningRate * settings.weightDecay : 1,
  };
}
