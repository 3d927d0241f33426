/** A network that learns step by step, wherever its state is kept while it does. */
import type { OptimizerRecipe } from '../contract/learning.ts';
import type { NetworkState, TrainingOptions } from './engine.ts';
import type { OptimizerState } from './optimizer.ts';

/** How a network learns from its gradients; the learning rate comes with each step. */
export type LearningOptions = Pick<TrainingOptions, 'loss' | 'trainable'> & {
  readonly optimizer: OptimizerRecipe;
  /** The gradient is scaled down to this L2 norm where it is longer; null: never. */
  readonly clipNorm: number | null;
  readonly movingAverage: { readonly decay: number } | null;
};

/** Where learning begins, or goes on: `kept` and `optimizer` as an earlier `Learned` had them. */
export type LearningStart = {
  readonly state: NetworkState;
  readonly kept?: NetworkState | undefined;
  readonly optimizer: OptimizerState | null;
};

/** All that a network has learnt so far: enough to go on exactly from there. */
export type Learned = {
  /** What the steps work on. */
  readonly state: NetworkState;
  /** The network to validate, keep and use: the moving average where one is asked for, else `state` itself (the same object). */
  readonly kept: NetworkState;
  readonly optimizer: OptimizerState;
};

export type LearningStep = {
  /** Of the batch, before the step. */
  readonly loss: number;
  /** [batch, class] logits, or the reconstruction [batch, channel, height, width]. */
  readonly output: Float32Array;
};

/** Learning under way. One call at a time; a step that fails leaves nothing to go on with but `dispose`. */
export interface Learning {
  /**
   * Forward, backward, clipping, optimizer, moving average. Any batch size may follow any other on the same state.
   * @param images [batch, channel, height, width]
   * @param targets [batch, class] for the cross-entropies (see `Loss`), the wanted output for mse
   */
  step(images: Float32Array, targets: Float32Array, learningRate: number): Promise<LearningStep>;
  /** Brings what is learnt into host memory. It may be live: write it out or copy it before the next step. */
  read(): Promise<Learned>;
  dispose(): Promise<void>;
}
