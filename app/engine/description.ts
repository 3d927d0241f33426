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

export type Loss = 'cross-entropy' | 'mse';

/** One named tensor inside a flat vector. */
export type LayoutEntry = { readonly name: string; readonly shape: readonly number[]; readonly offset: number; readonly size: number };

/** Where each tensor of a network lies in the flat vectors that training, checkpoints and optimizers work on. */
export type Layout = { readonly entries: readonly LayoutEntry[]; readonly size: number };
