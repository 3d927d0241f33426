/** Short names for layers in the engine's tests. */
import type { Layer } from './description.ts';

export function conv(name: string, inputs: number, outputs: number, kernel: number, stride = 1, padding = 0, bias = true): Layer {
  return { kind: 'conv', name, inputs, outputs, kernel, stride, padding, bias };
}

/** Batch norm with the study's epsilon and momentum. */
export function norm(name: string, channels: number): Layer {
  return { kind: 'batchNorm', name, channels, epsilon: 1e-5, momentum: 0.1 };
}
