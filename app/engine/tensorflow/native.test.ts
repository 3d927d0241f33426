/** The tensorflow engine on the real library, where @tensorflow/tfjs-node-gpu is installed and can be loaded. */
import { expect, it } from 'vitest';
import { SmearlabError } from '../../contract/failure.ts';
import type { Engine } from '../engine.ts';
import { layerCases } from '../layerCases.fixture.ts';
import { openOnnxEngine } from '../onnx/engine.ts';
import { frozenDistance, frozenWays, layerDistance } from './agreement.fixture.ts';
import { openTensorflowEngine } from './openTensorflowEngine.ts';

/** From Ampere on, TensorFlow multiplies with ten bits of mantissa on the GPU (TF32); the processor's kernels keep all 23. */
const TOLERANCE = { cpu: 1e-5, cuda: 2e-2 };

const opened: Engine | string = await openTensorflowEngine({ say: () => {} }).catch((error: unknown) => {
  if (error instanceof SmearlabError) return error.message;
  throw error;
});
const here = typeof opened === 'string' ? ` (not here: ${opened})` : ` (${opened.device})`;

it.skipIf(typeof opened === 'string')(`TensorFlow's native library gives what the onnx engine gives${here}`, async () => {
  if (typeof opened === 'string') return;
  const onnx = await openOnnxEngine({ threads: 1 });
  const tolerance = opened.device === 'cuda' ? TOLERANCE.cuda : TOLERANCE.cpu;
  for (const example of layerCases) {
    const { training, inference } = await layerDistance(opened, onnx, example);
    expect.soft(training, example.of).toBeLessThan(tolerance);
    expect.soft(inference, example.of).toBeLessThan(tolerance);
  }
  for (const choice of frozenWays) expect.soft(await frozenDistance(opened, onnx, choice), choice.of).toBeLessThan(tolerance);
});
