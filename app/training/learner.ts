/** What one step's gradient does to a network: clipped, taken at the schedule's learning rate, averaged into the network that is kept. */
import type { EpochMetrics } from '../contract/evaluation.ts';
import type { TrainingRecipe } from '../contract/recipe.ts';
import { clipByNorm } from '../engine/clipping.ts';
import { createOptimizer } from '../engine/createOptimizer.ts';
import type { NetworkState, StepResult } from '../engine/engine.ts';
import type { Range } from '../engine/layout.ts';
import { copyOfState, moveAverage } from '../engine/movingAverage.ts';
import type { OptimizerState } from '../engine/optimizer.ts';
import { learningRateFactor, type Moment } from './schedule.ts';

/** What a learner remembers: enough to go on to the same bits. Live, not a copy. */
export type Learned = {
  /** What the steps work on. */
  readonly state: NetworkState;
  /** The network to validate, keep and use: the moving average where the recipe asks for one, else `state` itself. */
  readonly kept: NetworkState;
  readonly optimizer: OptimizerState;
};

export interface Learner extends Learned {
  /** Moves the network by one step; clipping scales the gradient in place. @param curve the epochs before this one */
  learn(result: Pick<StepResult, 'gradient' | 'statistics'>, moment: Moment, curve: readonly EpochMetrics[]): void;
}

/**
 * @param start the network to begin with, changed in place; with `kept` and `optimizer` where a run goes on
 * @param ranges of the parameters that are trained
 */
export function createLearner(
  { optimizer: recipe, schedule, clipNorm, movingAverage }: TrainingRecipe,
  start: { readonly state: NetworkState; readonly kept?: NetworkState; readonly optimizer: OptimizerState | null },
  ranges: readonly Range[],
): Learner {
  const { state } = start;
  const kept = movingAverage === null ? state : (start.kept ?? copyOfState(state));
  const optimizer = createOptimizer(recipe, state.parameters.length, ranges, start.optimizer ?? undefined);
  return {
    state,
    kept,
    get optimizer() {
      return optimizer.state;
    },
    learn({ gradient, statistics }, moment, curve) {
      if (clipNorm !== null) clipByNorm(gradient, clipNorm);
      optimizer.step(state.parameters, gradient, recipe.learningRate * learningRateFactor(schedule, moment, curve));
      state.statistics.set(statistics);
      if (movingAverage !== null) moveAverage(kept, state, movingAverage.decay, optimizer.state.step);
    },
  };
}
