/** For tests: the same batches learnt on the host and by learnOnDevice, in many ways. */
import { type OptimizerRecipe, optimizerSchema } from '../../../contract/learning.ts';
import { randomFor } from '../../../random/random.ts';
import type { NetworkDescription } from '../../description.ts';
import type { NetworkState } from '../../engine.ts';
import { learnOnHost } from '../../hostLearning.ts';
import { BATCH, CROSS_ENTROPY, stateOf } from '../../layerCases.fixture.ts';
import { conv, norm } from '../../layers.fixture.ts';
import { outputShape } from '../../layout.ts';
import type { Learned, Learning, LearningOptions, LearningStart } from '../../learning.ts';
import { copyOfState } from '../../movingAverage.ts';
import { relativeError } from '../../relativeError.fixture.ts';
import { elements } from '../../shapes.ts';
import { PROCESSOR } from '../graph.ts';
import { compileTraining } from '../trainingStep.ts';

/** No bias before a batch norm: its gradient is nothing but rounding, of which Adam makes whole steps. */
export const network: NetworkDescription = {
  name: 'learnt',
  input: [2, 6, 6],
  layers: [
    conv('first', 2, 3, 3, 1, 1, false),
    norm('bn', 3),
    { kind: 'relu' },
    {
      kind: 'residual',
      name: 'b',
      body: [conv('conv1', 3, 4, 3, 2, 1, false), norm('bn1', 4), { kind: 'relu' }, conv('conv2', 4, 4, 3, 1, 1, false), norm('bn2', 4)],
      shortcut: [conv('d', 3, 4, 1, 2, 0, false), norm('e', 4)],
    },
    { kind: 'relu' },
    { kind: 'globalAveragePool' },
    { kind: 'linear', name: 'fc', inputs: 4, outputs: 3 },
  ],
};

export const optionsWith = (more: Partial<LearningOptions> = {}): LearningOptions => ({
  ...{ loss: CROSS_ENTROPY, trainable: () => true, optimizer: adam(), clipNorm: null, movingAverage: null },
  ...more,
});

function adam(more: object = {}): OptimizerRecipe {
  return optimizerSchema.parse({ kind: 'adam', ...more });
}

export const ways: readonly { readonly of: string; readonly options: LearningOptions }[] = [
  { of: 'Adam', options: optionsWith() },
  { of: 'Adam with weight decay, clipped', options: optionsWith({ optimizer: adam({ weightDecay: 0.1, beta1: 0.8 }), clipNorm: 0.05 }) },
  {
    of: 'AdamW and a moving average',
    options: optionsWith({ optimizer: optimizerSchema.parse({ kind: 'adamw', weightDecay: 0.3 }), movingAverage: { decay: 0.5 } }),
  },
  {
    of: 'SGD without momentum',
    options: optionsWith({ optimizer: optimizerSchema.parse({ kind: 'sgd', momentum: 0, weightDecay: 0.1 }) }),
  },
  { of: 'SGD with momentum', options: optionsWith({ optimizer: optimizerSchema.parse({ kind: 'sgd' }) }) },
  {
    of: 'SGD with Nesterov, decay, clipping and an average',
    options: optionsWith({
      optimizer: optimizerSchema.parse({ kind: 'sgd', nesterov: true, weightDecay: 0.05 }),
      ...{ clipNorm: 0.1, movingAverage: { decay: 0.9 } },
    }),
  },
  { of: 'all but the head frozen', options: optionsWith({ trainable: (name) => name.startsWith('fc'), movingAverage: { decay: 0.5 } }) },
  { of: 'one batch norm and one convolution of several', options: optionsWith({ trainable: (name) => /^b\.(bn1|conv2)/.test(name) }) },
];

export type Batch = { readonly images: Float32Array; readonly targets: Float32Array };

/** Batches of these sizes; the same for the same network. */
export function batchesFor(of: NetworkDescription, sizes: readonly number[]): Batch[] {
  const random = randomFor(13, of.name);
  const classes = elements(outputShape(of));
  return sizes.map((size) => ({
    images: Float32Array.from({ length: size * elements(of.input) }, () => random.uniform(0, 1)),
    targets: Float32Array.from({ length: size * classes }, (_, i) => (i % classes === (7 * Math.floor(i / classes)) % classes ? 1 : 0)),
  }));
}

export const SIZES = [BATCH, BATCH, BATCH - 1, BATCH];
export const RATE = 0.01;

export function freshStart(of: NetworkDescription = network): LearningStart {
  return { state: copyOfState(stateOf(of)), optimizer: null };
}

export function onHost(of: NetworkDescription, options: LearningOptions, start: LearningStart): Learning {
  return learnOnHost(
    (described, training) => compileTraining(described, training, { provider: 'cpu', target: PROCESSOR, threads: 1 }),
    of,
    options,
    start,
  );
}

export type Finished = { readonly losses: readonly number[]; readonly outputs: readonly Float32Array[]; readonly learned: Learned };

/** Takes a step for each batch and reads what was learnt. */
export async function learnAll(learning: Learning, batches: readonly Batch[]): Promise<Finished> {
  const losses: number[] = [];
  const outputs: Float32Array[] = [];
  for (const { images, targets } of batches) {
    const { loss, output } = await learning.step(images, targets, RATE);
    losses.push(loss);
    outputs.push(output.slice());
  }
  return { losses, outputs, learned: await learning.read() };
}

/** How far two runs of learning lie apart in each thing that is learnt, relative to its size. */
export function distances(actual: Finished, wanted: Finished): Readonly<Record<string, number>> {
  const states = (name: string, a: NetworkState, b: NetworkState) => [
    [`${name} parameters`, relativeError(a.parameters, b.parameters)] as const,
    [`${name} statistics`, relativeError(a.statistics, b.statistics)] as const,
  ];
  const [a, b] = [actual.learned, wanted.learned];
  return Object.fromEntries([
    ['losses', relativeError(actual.losses, wanted.losses)],
    ...wanted.outputs.map((output, i) => [`output ${i}`, relativeError(actual.outputs[i] ?? [], output)] as const),
    ...states('state', a.state, b.state),
    ...states('kept', a.kept, b.kept),
    ...Object.entries(b.optimizer.vectors).map(([name, vector]) => [name, relativeError(a.optimizer.vectors[name] ?? [], vector)] as const),
  ]);
}
