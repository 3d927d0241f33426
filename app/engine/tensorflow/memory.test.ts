/** The tensorflow engine lets go of what it made, whatever happens, and goes on after a failure. */
import { beforeEach, describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import type { NetworkDescription } from '../description.ts';
import { initialState } from '../initialise.ts';
import { CROSS_ENTROPY } from '../layerCases.fixture.ts';
import { conv, norm } from '../layers.fixture.ts';
import { stepOf } from './agreement.fixture.ts';
import { tensorflowEngine } from './engine.ts';
import { openJavascriptEngine, javascriptTfjs as tf } from './javascript.fixture.ts';
import type { Tfjs } from './tfjs.ts';

const BATCH = 2;
const network: NetworkDescription = {
  name: 'probe',
  input: [3, 8, 8],
  layers: [
    conv('conv', 3, 4, 3, 2, 1),
    norm('bn', 4),
    { kind: 'relu' },
    { kind: 'maxPool', kernel: 3, stride: 2, padding: 1 },
    { kind: 'part', name: 'twice', layers: [conv('c', 4, 4, 3, 1, 1), norm('bn', 4)] },
    { kind: 'part', name: 'twice', layers: [conv('c', 4, 4, 3, 1, 1), norm('bn', 4)] },
    { kind: 'residual', name: 'block', body: [conv('c', 4, 4, 3, 1, 1)], shortcut: [] },
    { kind: 'part', name: 'nothing', layers: [] },
    { kind: 'globalAveragePool' },
    { kind: 'flatten' },
    { kind: 'linear', name: 'fc', inputs: 4, outputs: 3 },
  ],
};
const random = randomFor(1, 'memory');
const images = Float32Array.from({ length: BATCH * 3 * 64 }, () => random.uniform(0, 1));
const targets = Float32Array.from([1, 0, 0, 0, 0, 1]);
const state = initialState(network, 1);
const engine = await openJavascriptEngine();
const everything = { batch: BATCH, loss: CROSS_ENTROPY, trainable: () => true };

/** The engine on a TensorFlow.js in which one operation fails when it is called for the nth time. */
function failing(operation: 'conv2d' | 'sub' | 'square' | 'transpose' | 'pad', nth: number, message: string) {
  let calls = 0;
  const broken = (...args: Parameters<Tfjs[typeof operation]>) => {
    calls++;
    if (calls === nth) throw new Error(message);
    return Reflect.apply(tf[operation], tf, args);
  };
  return tensorflowEngine({ tf: { ...tf, [operation]: broken }, device: 'broken', versions: {} });
}

let before = 0;
beforeEach(() => {
  before = tf.memory().numTensors;
});

describe('no tensor is left', () => {
  it.each([
    { of: 'all is trained', options: everything },
    { of: 'nothing is trained', options: { ...everything, trainable: () => false } },
    { of: 'some is frozen', options: { ...everything, trainable: (name: string) => name.startsWith('fc') } },
    { of: 'some is baked in', options: { ...everything, trainable: (name: string) => name.startsWith('fc'), frozen: state } },
  ])('by a step beyond what it began with, and none after dispose, when $of', async ({ options }) => {
    const step = await engine.compileTraining(network, options);
    const compiled = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) {
      await step.run(images, targets, state);
      expect(tf.memory().numTensors).toBe(compiled);
    }
    await step.dispose();
    await step.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('by inference', async () => {
    const inference = await engine.compileInference(network, BATCH, state);
    const compiled = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) await inference.run(images);
    expect(tf.memory().numTensors).toBe(compiled);
    await inference.dispose();
    await inference.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('by a network that cannot be prepared', async () => {
    const compiled = failing('transpose', 2, 'no room to allocate').compileInference(network, BATCH, state);
    await expect(compiled).rejects.toThrow(
      'Preparing to predict with probe stopped: TensorFlow says "no room to allocate". Report this with the log.',
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    { of: 'forward, in the second convolution', operation: 'conv2d', nth: 2 },
    { of: 'forward, in a batch norm', operation: 'square', nth: 3 },
    { of: 'in laying out the parameters', operation: 'transpose', nth: 2 },
    { of: 'forward, in padding', operation: 'pad', nth: 2 },
    { of: 'backward', operation: 'sub', nth: 13 },
  ] as const)('by a step that fails $of, and the next step is right', async ({ operation, nth }) => {
    const wanted = await stepOf(engine, network, everything, images, targets, state);
    const step = await failing(operation, nth, 'broken').compileTraining(network, everything);
    await expect(step.run(images, targets, state)).rejects.toThrow('Training probe stopped: TensorFlow says "broken"');
    expect(tf.memory().numTensors).toBe(before);
    const again = await step.run(images, targets, state);
    expect({ ...again }).toEqual(wanted);
    await step.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('what goes wrong in computing is said in a sentence', () => {
  it('memory of the device that is full, in TensorFlow’s words', async () => {
    const message = 'OOM when allocating tensor with shape[64,64,112,112] and type float on /job:localhost/replica:0/task:0/device:GPU:0';
    const step = await failing('conv2d', 1, message).compileTraining(network, everything);
    await expect(step.run(images, targets, state)).rejects.toMatchObject({
      kind: 'out-of-memory',
      message: expect.stringContaining('OOM when allocating'),
    });
  });

  it('memory of the computer that is full', async () => {
    const wide: NetworkDescription = { name: 'wide', input: [1, 1, 1], layers: [conv('c', 1, 1, 1, 1, 2 ** 23, false)] };
    const inference = await engine.compileInference(wide, 1, { parameters: new Float32Array(1), statistics: new Float32Array(0) });
    await expect(inference.run(new Float32Array(1))).rejects.toMatchObject({
      kind: 'out-of-memory',
      message: expect.stringContaining('TensorFlow says'),
    });
    await inference.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('a NaN among the pixels makes the loss NaN, hides nowhere, and does not outlast its step', async () => {
  const wanted = await stepOf(engine, network, everything, images, targets, state);
  const broken = images.slice();
  broken[5] = Number.NaN;
  const step = await engine.compileTraining(network, everything);
  const { loss, gradient } = await step.run(broken, targets, state);
  expect(loss).toBeNaN();
  expect(gradient.some(Number.isNaN)).toBe(true);
  expect({ ...(await step.run(images, targets, state)) }).toEqual(wanted);
  await step.dispose();
});
