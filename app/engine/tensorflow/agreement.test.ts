/** The tensorflow engine, on TensorFlow.js' JavaScript backend, against the onnx engine: layer by layer and loss by loss. */
import { describe, expect, it } from 'vitest';
import { layerCases } from '../layerCases.fixture.ts';
import { openOnnxEngine } from '../onnx/engine.ts';
import { frozenDistance, frozenWays, layerDistance } from './agreement.fixture.ts';
import { openJavascriptEngine } from './javascript.fixture.ts';

/** Relative L2 error of each tensor; both engines compute in single precision. */
const TOLERANCE = 3e-6;

const onnx = await openOnnxEngine({ threads: 1 });
const tensorflow = await openJavascriptEngine();

describe('a training step and inference give what the onnx engine gives', () => {
  it.each(layerCases)('for $of', async (example) => {
    const { training, inference } = await layerDistance(tensorflow, onnx, example);
    expect(training).toBeLessThan(TOLERANCE);
    expect(inference).toBeLessThan(TOLERANCE);
  });
});

describe('what is frozen has no gradient and keeps its statistics, and the rest is as in the onnx engine', () => {
  it.each(frozenWays)('when $of and the rest is $way', async (choice) => {
    expect(await frozenDistance(tensorflow, onnx, choice)).toBeLessThan(TOLERANCE);
  });
});
