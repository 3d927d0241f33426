/** The exponential moving average of a network's state, which generalises better than the last step's weights (Polyak and Juditsky, 1992). */
import type { NetworkState } from './engine.ts';

/**
 * average ← d · average + (1 − d) · state in place, batch norms' running statistics included, with d = min(decay, (1 + step) / (10 + step))
 * as TensorFlow's ExponentialMovingAverage: so a run of few steps is not left with its random start.
 * @param step how many steps the state has taken, from 1
 */
export function moveAverage(average: NetworkState, state: NetworkState, decay: number, step: number): void {
  const share = averageShare(decay, step);
  approach(average.parameters, state.parameters, share);
  approach(average.statistics, state.statistics, share);
}

/** 1 − d: how far the average moves towards the state in this step. */
export function averageShare(decay: number, step: number): number {
  return 1 - Math.min(decay, (1 + step) / (10 + step));
}

/** In this form a value that does not move keeps its bits. */
function approach(average: Float32Array, values: Float32Array, share: number): void {
  for (let i = 0; i < average.length; i++) {
    const before = average[i] as number;
    average[i] = before + share * ((values[i] as number) - before);
  }
}

export function copyOfState({ parameters, statistics }: NetworkState): NetworkState {
  return { parameters: parameters.slice(), statistics: statistics.slice() };
}
