/** Stochastic gradient descent over flat vectors, step for step as torch.optim.SGD without dampening. */
import type { Range } from './layout.ts';
import { assertLengths, copiedVector, type Optimizer, type OptimizerState } from './optimizer.ts';

export type SgdSettings = {
  readonly momentum: number;
  /** Looks one step ahead along the momentum (Sutskever et al., 2013, in PyTorch's form). */
  readonly nesterov: boolean;
  /** L2, added to the gradient. */
  readonly weightDecay: number;
};

/** See `createOptimizer`. Without momentum nothing but the number of steps is remembered. */
export function createSgd(settings: SgdSettings, size: number, ranges: readonly Range[], state?: OptimizerState): Optimizer {
  const momentum = settings.momentum === 0 ? undefined : copiedVector('momentum', size, state);
  let steps = state?.step ?? 0;
  return {
    step(parameters, gradient, learningRate) {
      assertLengths(size, parameters, gradient);
      steps++;
      for (const range of ranges) {
        if (momentum === undefined) descend(parameters, gradient, range, settings.weightDecay, learningRate);
        else roll(parameters, gradient, momentum, range, settings, learningRate);
      }
    },
    get state() {
      return { step: steps, vectors: momentum === undefined ? {} : { momentum } };
    },
  };
}

function descend(parameters: Float32Array, gradient: Float32Array, [begin, end]: Range, weightDecay: number, learningRate: number): void {
  for (let i = begin; i < end; i++) {
    const parameter = parameters[i] as number;
    parameters[i] = parameter - learningRate * ((gradient[i] as number) + weightDecay * parameter);
  }
}

/** b ← momentum · b + g, which from zeros is PyTorch's first step too; then along b, or with Nesterov along g + momentum · b. */
function roll(
  parameters: Float32Array,
  gradient: Float32Array,
  buffer: Float32Array,
  [begin, end]: Range,
  { momentum, nesterov, weightDecay }: SgdSettings,
  learningRate: number,
): void {
  for (let i = begin; i < end; i++) {
    const parameter = parameters[i] as number;
    const g = (gradient[i] as number) + weightDecay * parameter;
    const b = momentum * (buffer[i] as number) + g;
    buffer[i] = b;
    parameters[i] = parameter - learningRate * (nesterov ? g + momentum * b : b);
  }
}
