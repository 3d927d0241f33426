/** Short spellings of the layers the study's networks are made of, so that a network reads like its printout. */
import type { Normalisation } from '../contract/normalisation.ts';
import type { Layer } from '../engine/description.ts';

type Window = { readonly kernel: number; readonly stride?: number; readonly padding?: number };

/** Convolution `inputs` → `outputs` channels; PyTorch's defaults (stride 1, no padding, with bias). */
export function conv(
  name: string,
  inputs: number,
  outputs: number,
  { kernel, stride = 1, padding = 0, bias = true }: Window & { readonly bias?: boolean },
): Layer {
  return { kind: 'conv', name, inputs, outputs, kernel, stride, padding, bias };
}

/** Transposed convolution whose kernel is its stride: every pixel becomes a square of `kernel` × `kernel`. */
export function convTranspose(name: string, inputs: number, outputs: number, kernel: number): Layer {
  return { kind: 'convTranspose', name, inputs, outputs, kernel, stride: kernel };
}

/** Batch norm as the study prints it: eps 1e-5, momentum 0.1. */
export function batchNorm(name: string, channels: number): Layer {
  return { kind: 'batchNorm', name, channels, epsilon: 1e-5, momentum: 0.1 };
}

/** Max pooling; the stride is the kernel unless said otherwise. */
export function maxPool({ kernel, stride = kernel, padding = 0 }: Window): Layer {
  return { kind: 'maxPool', kernel, stride, padding };
}

export function linear(name: string, inputs: number, outputs: number): Layer {
  return { kind: 'linear', name, inputs, outputs };
}

export function part(name: string, layers: readonly Layer[]): Layer {
  return { kind: 'part', name, layers };
}

/** What stands before the layers of a network that was trained on normalised images; nothing where it was not. */
export function normalised(by: Normalisation | undefined): readonly Layer[] {
  return by === undefined ? [] : [{ kind: 'normalise', ...by }];
}

export const relu: Layer = { kind: 'relu' };
export const sigmoid: Layer = { kind: 'sigmoid' };
export const flatten: Layer = { kind: 'flatten' };
export const globalAveragePool: Layer = { kind: 'globalAveragePool' };
