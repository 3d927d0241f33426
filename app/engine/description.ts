/**
 * A network as a plain typed list of layers, the one description every engine builds from.
 * Tensors are [batch, channel, height, width] until `flatten` or `globalAveragePool`, [batch, feature] after.
 */

export type Layer =
  | {
      readonly kind: 'conv';
      readonly name: string;
      readonly inputs: number;
      readonly outputs: number;
      readonly kernel: number;
      readonly stride: number;
      readonly padding: number;
      readonly bias: boolean;
    }
  /** Kernel = stride, no padding: what the autoencoder's decoder uses. Weight layout [input, output, kernel, kernel] as in PyTorch. */
  | {
      readonly kind: 'convTranspose';
      readonly name: string;
      readonly inputs: number;
      readonly outputs: number;
      readonly kernel: number;
      readonly stride: number;
    }
  | { readonly kind: 'batchNorm'; readonly name: string; readonly channels: number; readonly epsilon: number; readonly momentum: number }
  /** (x − mean) / deviation with one of each per channel: fixed numbers that belong to the network and are never trained. */
  | { readonly kind: 'normalise'; readonly mean: readonly number[]; readonly deviation: readonly number[] }
  | { readonly kind: 'relu' }
  | { readonly kind: 'sigmoid' }
  | { readonly kind: 'maxPool'; readonly kernel: number; readonly stride: number; readonly padding: number }
  | { readonly kind: 'globalAveragePool' }
  | { readonly kind: 'flatten' }
  | { readonly kind: 'linear'; readonly name: string; readonly inputs: number; readonly outputs: number }
  /** Bilinear, half-pixel centres (PyTorch's align_corners=False). */
  | { readonly kind: 'upsample'; readonly factor: number }
  /** body(x) + shortcut(x); an empty shortcut is the identity. */
  | { readonly kind: 'residual'; readonly name: string; readonly body: readonly Layer[]; readonly shortcut: readonly Layer[] }
  /** A named sub-network: its parameters are called `name.layer.weight`. Two parts of one name share their parameters. */
  | { readonly kind: 'part'; readonly name: string; readonly layers: readonly Layer[] }
  /** Σ weight · branch(x), every branch fed the same input. */
  | { readonly kind: 'weightedSum'; readonly branches: readonly { readonly weight: number; readonly layers: readonly Layer[] }[] };

export type NetworkDescription = {
  readonly name: string;
  /** [channel, height, width] */
  readonly input: readonly [number, number, number];
  readonly layers: readonly Layer[];
};

/** What a training step minimises: each a mean over the images of the batch. p = softmax(logits). */
export type Loss =
  /** −log p of the target's class; targets are one-hot. */
  | { readonly kind: 'cross-entropy' }
  /**
   * Σ over the classes of −target · (1 − p)^focalGamma · log p, with p = softmax(logits + logitOffset). Targets are any numbers of at
   * least 0: label smoothing spreads them, class weights make them more or less than 1 in sum.
   */
  | {
      readonly kind: 'soft-cross-entropy';
      /** γ of the focal loss (Lin et al., 2017); 0 is none. */
      readonly focalGamma: number;
      /** Added to the logits of each class in training only (Menon et al., 2021: τ · log prior); null is none. */
      readonly logitOffset: readonly number[] | null;
    }
  /** The squared difference, mean over all numbers. */
  | { readonly kind: 'mse' };

/** One named tensor inside a flat vector. */
export type LayoutEntry = { readonly name: string; readonly shape: readonly number[]; readonly offset: number; readonly size: number };

/** Where each tensor of a network lies in the flat vectors that training, checkpoints and optimizers work on. */
export type Layout = { readonly entries: readonly LayoutEntry[]; readonly size: number };
