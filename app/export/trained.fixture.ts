/** Trained networks for the tests of what is exported: every number random, the running statistics moved away from where they begin. */
import type { NetworkName } from '../contract/words.ts';
import type { Layout, NetworkDescription } from '../engine/description.ts';
import { entryOf, parameterLayout, statisticsLayout } from '../engine/layout.ts';
import { elements } from '../engine/shapes.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { randomFor } from '../random/random.ts';
import { type ModelFacts, PREPROCESSING, REMARK } from './facts.ts';
import type { TrainedNetwork } from './tensors.ts';

/** What a class folder may be called. */
export const HOSTILE_CLASSES = ['"quoted\'', 'Ünïcode 白血球 🩸', 'line\nbreak\t\\', '</script>{"a":1}', ' '];

export const NETWORK_NAMES: readonly NetworkName[] = ['wbc', 'cam16', 'autoencoder', 'ensemble'];

export function classesOf(name: NetworkName): readonly string[] {
  return name === 'autoencoder' ? [] : HOSTILE_CLASSES.slice(0, name === 'cam16' ? 2 : 5);
}

export function trainedNetwork(name: NetworkName, size: number): TrainedNetwork {
  const choice = name === 'ensemble' ? { name, weights: [0.2, 0.6, 0.2] as [number, number, number], fineTune: false } : { name };
  return trainedAtRandom(describeNetwork(choice, size, classesOf(name).length));
}

export function trainedAtRandom(network: NetworkDescription): TrainedNetwork {
  const [parameters, statistics] = [randomVector(parameterLayout(network)), randomVector(statisticsLayout(network))];
  return { network, state: { parameters, statistics } };
}

/** Kernels that keep the size of what passes; scales and variances around 1, the rest around 0. */
function randomVector(layout: Layout): Float32Array {
  const vector = new Float32Array(layout.size);
  for (const entry of layout.entries) {
    const random = randomFor(1, entry.name);
    const isScale = entry.shape.length === 1 && /(weight|running_var)$/.test(entry.name);
    const bound = entry.shape.length > 1 ? Math.sqrt(2.5 / elements(entry.shape.slice(1))) : 0.3;
    const values = entryOf(vector, entry);
    for (let i = 0; i < values.length; i++) values[i] = isScale ? random.uniform(0.4, 2) : random.uniform(-bound, bound);
  }
  return vector;
}

/** [batch, channel, height, width] in 0 … 1, each image of another brightness. */
export function someImages({ input }: NetworkDescription, batch: number): Float32Array {
  const random = randomFor(2, 'images');
  const perImage = elements(input);
  return Float32Array.from({ length: batch * perImage }, (_, i) => random.uniform(0, 1) / (1 + Math.floor(i / perImage)));
}

export function factsOf(name: NetworkName, size: number): ModelFacts {
  return {
    ...{ product: 'Smearlab', version: '1.2.3', remark: REMARK, network: name, run: `${name}-run`, checkpoint: 'last', epoch: 12 },
    ...{ classes: classesOf(name), imageSize: size, preprocessing: PREPROCESSING, seed: 7 },
    dataSet: { name: 'wbc "α"\n', hash: 'a'.repeat(64) },
    subset: { percent: 10, seed: 3 },
  };
}
