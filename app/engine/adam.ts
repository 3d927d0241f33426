/** The Adam optimizer over flat vectors, step for step as torch.optim.Adam (Kingma and Ba, 2015). */
import type { Range } from './layout.ts';
import type { Optimizer, OptimizerState } from './optimizer.ts';

export type AdamSettings = {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** L2, added to the gradient (Adam's, not AdamW's decoupled decay). */
  readonly weightDecay: number;
};

/**
 * @param size length of the parameter vector
 * @param ranges what of it is trained; the rest is never touched
 * @param state what an earlier Adam left, to go on exactly from there; it is copied
 */
export function createAdam(settings: AdamSettings, size: number, ranges: readonly Range[], state?: OptimizerState): Optimizer {
  const m = state === undefined ? new Float32Array(size) : state.m.slice();
  const v = state === undefined ? new Float32Array(size) : state.v.slice();
  if (m.length !== size || v.length !== size) throw new RangeError(`An Adam state of ${m.length} numbers for ${size} parameters.`);
  let steps = state?.step ?? 0;
  const { learningRate, beta1, beta2, epsilon, weightDecay } = settings;
  return {
    step(parameters, gradient) {
      if (parameters.length !== size || gradient.length !== size) {
        throw new RangeError(`Adam for ${size} parameters was given ${parameters.length} and a gradient of ${gradient.length}.`);
      }
      steps++;
      const stepSize = learningRate / (1 - beta1 ** steps);
      const correction = Math.sqrt(1 - beta2 ** steps);
      for (const [begin, end] of ranges) {
        for (let i = begin; i < end; i++) {
          const parameter = parameters[i] as number;
          const g = (gradient[i] as number) + weightDecay * parameter;
          const mean = beta1 * (m[i] as number) + (1 - beta1) * g;
          const square = beta2 * (v[i] as number) + (1 - beta2) * g * g;
          m[i] = mean;
          v[i] = square;
          parameters[i] = parameter - (stepSize * mean) / (Math.sqrt(square) / correction + epsilon);
        }
      }
    },
    get state() {
      return { step: steps, m, v };
    },
  };
}
