/** Tries the blocked convolutions against the plain ones before any network is trained with them. */
import type { Layer, NetworkDescription } from '../description.ts';
import type { StepResult, TrainingStep } from '../engine.ts';
import { initialState } from '../initialise.ts';
import { near } from './trial.ts';

/** What networks are made of: few and many channels, strides, a 1 × 1 kernel, ReLU and pooling between. */
const LAYERS: readonly Layer[] = [
  { kind: 'conv', name: 'wide', inputs: 3, outputs: 32, kernel: 7, stride: 2, padding: 3, bias: false },
  { kind: 'relu' },
  { kind: 'maxPool', kernel: 3, stride: 2, padding: 1 },
  { kind: 'conv', name: 'same', inputs: 32, outputs: 32, kernel: 3, stride: 1, padding: 1, bias: true },
  { kind: 'relu' },
  { kind: 'conv', name: 'narrow', inputs: 32, outputs: 64, kernel: 3, stride: 2, padding: 1, bias: false },
  { kind: 'conv', name: 'point', inputs: 64, outputs: 32, kernel: 1, stride: 1, padding: 0, bias: false },
  { kind: 'globalAveragePool' },
  { kind: 'linear', name: 'head', inputs: 32, outputs: 3 },
];
const SIZE = 21;
const BATCH = 2;
const TRIAL: NetworkDescription = { name: 'trial', input: [3, SIZE, SIZE], layers: LAYERS };

/**
 * Whether a step of a small network gives the same with blocked as with plain convolutions. The blocked ones are internal to ONNX
 * Runtime and differ from processor to processor, so what was right on one machine is not taken for right on the next.
 */
export async function blocksAgree(compile: (network: NetworkDescription, blocked: boolean) => Promise<TrainingStep>): Promise<boolean> {
  try {
    const plain = await step(await compile(TRIAL, false));
    const blocked = await step(await compile(TRIAL, true));
    return near(plain.gradient, blocked.gradient) && near(plain.output, blocked.output);
  } catch {
    // A runtime that refuses them is answered like one that has none.
    return false;
  }
}

async function step(compiled: TrainingStep): Promise<Pick<StepResult, 'gradient' | 'output'>> {
  try {
    const images = Float32Array.from({ length: BATCH * 3 * SIZE * SIZE }, (_, at) => ((at * 7919) % 1009) / 1009);
    const { gradient, output } = await compiled.run(images, Float32Array.from([1, 0, 0, 0, 0, 1]), initialState(TRIAL, 1));
    return { gradient: gradient.slice(), output: output.slice() };
  } finally {
    await compiled.dispose();
  }
}
