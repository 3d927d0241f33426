/** What an engine offers: a description compiled into something that takes training steps or predicts. */
import type { Loss, NetworkDescription } from './description.ts';
import type { Learning, LearningOptions, LearningStart } from './learning.ts';

/** Everything a network knows: its parameters and its batch-norm running statistics, each flat in layout order. */
export type NetworkState = { readonly parameters: Float32Array; readonly statistics: Float32Array };

export type TrainingOptions = {
  readonly batch: number;
  readonly loss: Loss;
  /**
   * Which parameters are trained, by full name. A batch norm none of whose parameters are trained runs on its running statistics
   * and leaves them unchanged (a frozen backbone), as PyTorch's eval() does.
   */
  readonly trainable: (parameter: string) => boolean;
  /**
   * The values of what is not trained, baked in: they are laid out once and frozen batch norms fold into their convolutions. Without
   * it they are read from the state of every step.
   */
  readonly frozen?: NetworkState;
  /** Where to write the gradient; otherwise into a vector of the step's own. All zeros at first. */
  readonly gradient?: Float32Array;
};

export type StepResult = {
  readonly loss: number;
  /** [batch, class] logits, or the reconstruction [batch, channel, height, width]. */
  readonly output: Float32Array;
  /** d loss / d parameters in layout order; 0 for parameters that are not trained. Overwritten by the next step. */
  readonly gradient: Float32Array;
  /** Running statistics after this batch, in layout order. Overwritten by the next step. */
  readonly statistics: Float32Array;
};

/** One compiled training step: forward, loss, backward, batch statistics. It changes no parameter; an optimizer does. */
export interface TrainingStep {
  /**
   * @param images [batch, channel, height, width]
   * @param targets [batch, class] for the cross-entropies (see `Loss`), the wanted output for mse
   */
  run(images: Float32Array, targets: Float32Array, state: NetworkState): Promise<StepResult>;
  dispose(): Promise<void>;
}

export interface Inference {
  /** @param images [batch, channel, height, width] @returns logits or reconstruction, flat */
  run(images: Float32Array): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** A network as training sees it, going forward only. */
export interface BatchStatistics {
  /**
   * @param images [batch, channel, height, width]
   * @returns mean and variance (by n − 1) of this batch alone where a batch norm takes its batch's, in layout order; the state's own elsewhere
   */
  run(images: Float32Array): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** Images of features that a network makes, of one branch where it has several. */
export type FeatureMap = {
  /** The parts that the branch leads through; null for a network without branches. */
  readonly branch: string | null;
  /** Of the branch in the sum; 1 for a network without branches. */
  readonly weight: number;
  /** Full name of the layer that gives them. */
  readonly layer: string;
  /** [channels, rows, columns] */
  readonly shape: readonly [number, number, number];
};

/** `layer`: whose output is looked at, by full name; the last images of features before they are pooled or flattened where nothing is said. */
export type ExplanationOptions = { readonly batch: number; readonly layer?: string | undefined };

/** A trained network that also tells how a class's logit hangs on its feature maps. */
export interface Explanation {
  readonly maps: readonly FeatureMap[];
  /**
   * @param images [batch, channel, height, width]
   * @param wanted [batch, class], 1 for the class of each image that is asked about, else 0
   * @returns logits [batch, class], and in the order of `maps` the activations [batch, ...shape] with d logit / d activations
   */
  run(
    images: Float32Array,
    wanted: Float32Array,
  ): Promise<{
    readonly output: Float32Array;
    readonly maps: readonly { readonly activations: Float32Array; readonly gradient: Float32Array }[];
  }>;
  dispose(): Promise<void>;
}

export interface Engine {
  readonly name: 'onnx' | 'tensorflow';
  readonly device: string;
  readonly versions: Readonly<Record<string, string>>;
  compileTraining(network: NetworkDescription, options: TrainingOptions): Promise<TrainingStep>;
  /** The state is baked in, so that batch norm folds into the convolutions: compile anew when it has changed. */
  compileInference(network: NetworkDescription, batch: number, state: NetworkState): Promise<Inference>;
  /** The state is baked in. Batch norms take their batch's statistics where `trainable` has one of their parameters, as in training. */
  compileStatistics(
    network: NetworkDescription,
    options: Pick<TrainingOptions, 'batch' | 'trainable'>,
    state: NetworkState,
  ): Promise<BatchStatistics>;
  /**
   * The state is baked in, as for inference.
   * @throws SmearlabError `wrong-usage` for a network without classes or without such a layer; `engine` where this engine cannot
   */
  compileExplanation(network: NetworkDescription, options: ExplanationOptions, state: NetworkState): Promise<Explanation>;
  /** A network that learns, its state where this engine keeps it best. `start` is taken over: its vectors may be changed in place. */
  startLearning(network: NetworkDescription, options: LearningOptions, start: LearningStart): Promise<Learning>;
}
