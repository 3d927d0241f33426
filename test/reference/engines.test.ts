/** The two engines check each other on the study's networks, at sizes that TensorFlow.js' JavaScript backend bears. */
import { describe, expect, it } from 'vitest';
import type { NetworkChoice } from '../../app/contract/recipe.ts';
import type { Engine, NetworkState, StepResult, TrainingOptions } from '../../app/engine/engine.ts';
import { parameterLayout, trainedRanges } from '../../app/engine/layout.ts';
import { openOnnxEngine } from '../../app/engine/onnx/engine.ts';
import { relativeError } from '../../app/engine/relativeError.fixture.ts';
import { createSgd } from '../../app/engine/sgd.ts';
import { distance, expectFrozen, predictionOf } from '../../app/engine/tensorflow/agreement.fixture.ts';
import { openJavascriptEngine } from '../../app/engine/tensorflow/javascript.fixture.ts';
import { describeNetwork, trainableIn } from '../../app/networks/describeNetwork.ts';
import { hashed, hashedState } from './torchCase.ts';

/** Relative L2 error of each tensor of one step. */
const TOLERANCE = 1e-5;

/** What a few steps differ in, relative to how far they went. Adam would turn the last digits of gradients near 0 into whole steps. */
const TOLERANCE_OF_STEPS = 1e-4;
const LEARNING_RATE = 1e-2;
const SGD = { momentum: 0.9, nesterov: false, weightDecay: 0 } as const;

const SEED = 1;
const BATCH = 3;
const WEIGHTS: [number, number, number] = [0.2, 0.6, 0.2];

type Case = {
  readonly name: string;
  readonly choice: NetworkChoice;
  readonly size: number;
  readonly classes: number;
  readonly steps: number;
};
const CASES: readonly Case[] = [
  { name: 'autoencoder', choice: { name: 'autoencoder' }, size: 8, classes: 0, steps: 2 },
  { name: 'cam16', choice: { name: 'cam16' }, size: 8, classes: 2, steps: 2 },
  { name: 'wbc', choice: { name: 'wbc' }, size: 12, classes: 5, steps: 2 },
  {
    name: 'ensemble with frozen backbones',
    choice: { name: 'ensemble', weights: WEIGHTS, fineTune: false },
    size: 12,
    classes: 5,
    steps: 2,
  },
  { name: 'fine-tuned ensemble', choice: { name: 'ensemble', weights: WEIGHTS, fineTune: true }, size: 12, classes: 5, steps: 1 },
];

const onnx = await openOnnxEngine({ threads: 1 });
const tensorflow = await openJavascriptEngine();

function problemOf({ choice, size, classes }: Case, step: number) {
  const pixel = hashed(SEED, `pixels.${step}`);
  const images = Float32Array.from({ length: BATCH * 3 * size * size }, (_, i) => (pixel(i) % 256) / 255);
  const targets = Float32Array.from({ length: BATCH * classes }, (_, i) =>
    i % classes === (Math.floor(i / classes) + step) % classes ? 1 : 0,
  );
  return { images, targets: choice.name === 'autoencoder' ? images : targets };
}

type Trained = { readonly first: StepResult; readonly state: NetworkState };

/** The first step, and the state after a few steps of SGD. */
async function trained(engine: Engine, example: Case, options: TrainingOptions): Promise<Trained> {
  const network = describeNetwork(example.choice, example.size, example.classes);
  const layout = parameterLayout(network);
  const state = hashedState(network, SEED);
  const sgd = createSgd(SGD, layout.size, trainedRanges(layout, options.trainable));
  const training = await engine.compileTraining(network, options);
  let first: StepResult | undefined;
  for (let step = 0; step < example.steps; step++) {
    const { images, targets } = problemOf(example, step);
    const { loss, output, gradient, statistics } = await training.run(images, targets, state);
    first ??= { loss, output, gradient: gradient.slice(), statistics: statistics.slice() };
    sgd.step(state.parameters, gradient, LEARNING_RATE);
    state.statistics.set(statistics);
  }
  await training.dispose();
  if (first === undefined) throw new Error('no step was taken');
  return { first, state };
}

describe.each(CASES)('the tensorflow and the onnx engine agree on the $name', (example) => {
  const { choice, size, classes, steps } = example;
  const network = describeNetwork(choice, size, classes);
  const state = hashedState(network, SEED);
  const options: TrainingOptions = {
    batch: BATCH,
    loss: { kind: classes === 0 ? 'mse' : 'cross-entropy' },
    trainable: trainableIn(choice),
    frozen: state,
  };

  it(`in a training step (loss, output, statistics, every gradient) and where SGD with momentum leads, steps: ${steps}`, async () => {
    const [actual, wanted] = [await trained(tensorflow, example, options), await trained(onnx, example, options)];
    expect(distance(network, options, actual.first, wanted.first)).toBeLessThan(TOLERANCE);
    expectFrozen(network, options, actual.first, state);
    const moved = ({ parameters }: NetworkState) => parameters.map((value, i) => value - (state.parameters[i] ?? Number.NaN));
    expect(relativeError(wanted.state.parameters, state.parameters)).toBeGreaterThan(1e-6);
    expect(relativeError(moved(actual.state), moved(wanted.state))).toBeLessThan(TOLERANCE_OF_STEPS);
    expect(relativeError(actual.state.statistics, wanted.state.statistics)).toBeLessThan(TOLERANCE);
  });

  it('in predictions', async () => {
    const { images } = problemOf(example, 0);
    const actual = await predictionOf(tensorflow, network, BATCH, images, state);
    expect(relativeError(actual, await predictionOf(onnx, network, BATCH, images, state))).toBeLessThan(TOLERANCE);
  });
});
