import { beforeAll, describe, expect, it } from 'vitest';
import type { Normalisation, Normalisations } from '../contract/normalisation.ts';
import type { NetworkChoice } from '../contract/recipe.ts';
import type { NetworkDescription } from '../engine/description.ts';
import type { Engine, NetworkState } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { entryOf, parameterLayout, statisticsLayout } from '../engine/layout.ts';
import { openOnnxEngine } from '../engine/onnx/engine.ts';
import { randomFor } from '../random/random.ts';
import { describeNetwork } from './describeNetwork.ts';
import { type EnsembleParts, stateFromParts } from './ensemble.ts';

const SIZE = 16;
const BATCH = 2;
const CLASSES = 3;

/** Of bright smears and of darker tissue: so unlike that one in the other's place shows. */
const SMEARS: Normalisation = { mean: [0.82, 0.74, 0.79], deviation: [0.12, 0.17, 0.05] };
const TISSUE: Normalisation = { mean: [0.3, 0.2, 0.5], deviation: [0.25, 0.3, 0.2] };
const RENAL: Normalisation = { mean: [0.6, 0.4, 0.55], deviation: [0.2, 0.15, 0.1] };
const ALL: Normalisations = { autoencoder: RENAL, cam16: TISSUE, wbc: SMEARS };
const ENSEMBLE = (weights: [number, number, number]): NetworkChoice => ({ name: 'ensemble', weights, fineTune: false });

const random = randomFor(5, 'images');
const images = Float32Array.from({ length: BATCH * 3 * SIZE * SIZE }, () => random.uniform(0, 1));

let engine: Engine;
beforeAll(async () => {
  engine = await openOnnxEngine({ threads: 1 });
});

async function outputOf(network: NetworkDescription, state: NetworkState, input: Float32Array): Promise<number[]> {
  const inference = await engine.compileInference(network, BATCH, state);
  const output = await inference.run(input);
  await inference.dispose();
  return [...output];
}

function normalisedBy({ mean, deviation }: Normalisation): Float32Array {
  const channelOf = (i: number) => Math.floor(i / (SIZE * SIZE)) % 3;
  return images.map((value, i) => (value - (mean[channelOf(i)] ?? 0)) / (deviation[channelOf(i)] ?? 1));
}

const farthest = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

/** Running statistics of their own, so that batch norm is not the identity. */
function stateOf(network: NetworkDescription): NetworkState {
  const state = initialState(network, 3);
  return { ...state, statistics: state.statistics.map((value, i) => value + (i % 7) / 20) };
}

describe('a network with a normalisation', () => {
  it.each([
    ['autoencoder', 0],
    ['cam16', 2],
    ['wbc', CLASSES],
  ] as const)('makes of the pixels what the %s alone makes of normalised ones, zero padding included', async (name, classes) => {
    const alone = describeNetwork({ name }, SIZE, classes);
    const network = describeNetwork({ name }, SIZE, classes, { [name]: SMEARS });
    const state = stateOf(alone);
    const output = await outputOf(network, state, images);
    expect(farthest(output, await outputOf(alone, state, normalisedBy(SMEARS)))).toBeLessThan(1e-5);
    expect(farthest(output, await outputOf(alone, state, images))).toBeGreaterThan(1e-3);
  });

  it.each([{ name: 'autoencoder' }, { name: 'cam16' }, { name: 'wbc' }, ENSEMBLE([1, 1, 1])] as const)(
    'has no parameter or statistic more: %o',
    (choice) => {
      const classes = choice.name === 'cam16' ? 2 : CLASSES;
      const [plain, normalised] = [describeNetwork(choice, SIZE, classes), describeNetwork(choice, SIZE, classes, ALL)];
      expect(parameterLayout(normalised)).toEqual(parameterLayout(plain));
      expect(statisticsLayout(normalised)).toEqual(statisticsLayout(plain));
      expect(normalised.layers).not.toEqual(plain.layers);
    },
  );

  it("takes no notice of another network's", () => {
    expect(describeNetwork({ name: 'wbc' }, SIZE, CLASSES, { cam16: TISSUE })).toEqual(describeNetwork({ name: 'wbc' }, SIZE, CLASSES));
  });
});

describe('an ensemble of parts that were trained under normalisations of their own', () => {
  const part = (name: 'autoencoder' | 'cam16' | 'wbc', classes: number) => {
    const network = describeNetwork({ name }, SIZE, classes, ALL);
    return { network, state: stateOf(network) };
  };
  const parts: EnsembleParts = { autoencoder: part('autoencoder', 0), cam16: part('cam16', 2), wbc: part('wbc', CLASSES) };

  async function branch(weights: [number, number, number], normalisations = ALL): Promise<number[]> {
    const network = describeNetwork(ENSEMBLE(weights), SIZE, CLASSES, normalisations);
    const state = stateFromParts(network, parts, 1);
    // Heads and adapter that pass on what they get: the first logits are CAM16's own.
    for (const entry of parameterLayout(network).entries) {
      const values = entryOf(state.parameters, entry);
      if (/^head.*bias$/.test(entry.name)) values.fill(0);
      if (/^head.*weight$/.test(entry.name)) values.set([1, 0, 0, 1, 0, 0]);
    }
    return outputOf(network, state, images);
  }

  it('gives the logits of the WBC ResNet by itself in branch b', async () => {
    const { network, state } = parts.wbc;
    expect(farthest(await branch([0, 1, 0]), await outputOf(network, state, images))).toBeLessThan(1e-5);
  });

  it('gives the logits of CAM16 by itself in branch a', async () => {
    const { network, state } = parts.cam16;
    const logits = await outputOf(network, state, images);
    const wanted = [...logits.slice(0, 2), 0, ...logits.slice(2), 0];
    expect(farthest(await branch([1, 0, 0]), wanted)).toBeLessThan(1e-5);
  });

  it.each([
    ['a', [1, 0, 0], 'cam16'],
    ['b', [0, 1, 0], 'wbc'],
    ['c', [0, 0, 1], 'autoencoder'],
  ] as const)('says something else in branch %s when only the normalisation of its part is lost', async (_, [a, b, c], name) => {
    const { [name]: lost, ...others } = ALL;
    const whole = await branch([a, b, c]);
    expect(farthest(whole, await branch([a, b, c], others))).toBeGreaterThan(1e-3);
    expect(farthest(whole, await branch([a, b, c], { [name]: lost }))).toBeLessThan(1e-6);
  });
});
