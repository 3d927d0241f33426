/** Tries a device with a small network before it trains any: GPU providers have been seen to compute single operations wrongly. */
import type { Layer, Loss, NetworkDescription } from '../description.ts';
import { initialState } from '../initialise.ts';
import { outputShape } from '../layout.ts';
import { elements } from '../shapes.ts';
import { PORTABLE } from './graph.ts';
import { type Computing, compileTraining } from './trainingStep.ts';
import { near } from './trial.ts';

const norm = (name: string, channels: number): Layer => ({ kind: 'batchNorm', name, channels, epsilon: 1e-5, momentum: 0.1 });
const conv = (name: string, inputs: number, outputs: number, kernel: number, stride = 1): Layer => ({
  ...{ kind: 'conv', name, inputs, outputs, kernel, stride },
  ...{ padding: Math.floor(kernel / 2), bias: false },
});

/** Every kind of layer once, at sizes that fill no whole block of anything. */
const LAYERS: readonly Layer[] = [
  { kind: 'normalise', mean: [0.7, 0.6, 0.5], deviation: [0.2, 0.3, 0.25] },
  conv('first', 3, 12, 7, 2),
  norm('norm', 12),
  { kind: 'relu' },
  { kind: 'maxPool', kernel: 3, stride: 2, padding: 1 },
  { kind: 'residual', name: 'block', body: [conv('a', 12, 20, 3, 2), norm('b', 20)], shortcut: [conv('c', 12, 20, 1, 2)] },
  { kind: 'relu' },
  { kind: 'convTranspose', name: 'back', inputs: 20, outputs: 6, kernel: 2, stride: 2 },
  { kind: 'sigmoid' },
  conv('second', 6, 8, 3),
  { kind: 'upsample', factor: 2 },
  {
    kind: 'weightedSum',
    branches: [
      { weight: 0.3, layers: [{ kind: 'globalAveragePool' }, { kind: 'linear', name: 'mean', inputs: 8, outputs: 3 }] },
      {
        weight: 0.7,
        layers: [{ kind: 'part', name: 'all', layers: [{ kind: 'flatten' }, { kind: 'linear', name: 'l', inputs: 1152, outputs: 3 }] }],
      },
    ],
  },
];
const BATCH = 3;
const TRIAL: NetworkDescription = { name: 'trial', input: [3, 21, 21], layers: LAYERS };
const LOSS: Loss = { kind: 'soft-cross-entropy', focalGamma: 2, logitOffset: [0.5, 0, -0.5] };

/** Whether a step on the device gives the processor's output, gradient and statistics. @throws SmearlabError when it gives nothing */
export async function computesAsProcessor(device: Computing): Promise<boolean> {
  const wanted = await stepOn({ provider: 'cpu', target: PORTABLE, threads: 1 });
  const given = await stepOn(device);
  return near(given.output, wanted.output) && near(given.gradient, wanted.gradient) && near(given.statistics, wanted.statistics);
}

async function stepOn(computing: Computing) {
  const compiled = await compileTraining(TRIAL, { batch: BATCH, loss: LOSS, trainable: () => true }, computing);
  try {
    const images = Float32Array.from({ length: BATCH * elements(TRIAL.input) }, (_, at) => ((at * 7919) % 1009) / 1009);
    const classes = elements(outputShape(TRIAL));
    const targets = Float32Array.from({ length: BATCH * classes }, (_, at) => (at % (classes + 1) === 0 ? 1 : 0));
    return await compiled.run(images, targets, initialState(TRIAL, 1));
  } finally {
    await compiled.dispose();
  }
}
