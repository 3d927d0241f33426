import { describe, expect, it } from 'vitest';
import type { NetworkChoice } from '../contract/recipe.ts';
import { outputShape, parameterCount, parameterLayout, statisticsLayout } from '../engine/layout.ts';
import { autoencoder } from './autoencoder.ts';
import { cam16 } from './cam16.ts';
import { describeNetwork, trainableIn } from './describeNetwork.ts';
import { ensemble } from './ensemble.ts';
import { globalAveragePool } from './layers.ts';
import { wbcResNet, wbcResNetLayers } from './wbcResNet.ts';

const names = (network: Parameters<typeof parameterLayout>[0]) => parameterLayout(network).entries.map(({ name }) => name);
const shapeOf = (network: Parameters<typeof parameterLayout>[0], name: string) =>
  parameterLayout(network).entries.find((entry) => entry.name === name)?.shape;

const ENSEMBLE = (fineTune: boolean): NetworkChoice => ({ name: 'ensemble', weights: [0.2, 0.6, 0.2], fineTune });

const AUTOENCODER_NAMES = ['encoder.0', 'encoder.3', 'decoder.0', 'decoder.2'].flatMap(weightAndBias);
const CAM16_NAMES = ['conv1', 'conv2', 'conv3', 'fc1', 'fc2'].flatMap(weightAndBias);
const WBC_NAMES = [
  'conv1.weight',
  ...weightAndBias('bn1'),
  ...['layer1.0', 'layer1.1'].flatMap(block),
  ...block('layer2.0'),
  'layer2.0.shortcut.0.weight',
  ...weightAndBias('layer2.0.shortcut.1'),
  ...block('layer2.1'),
  ...weightAndBias('fc'),
];

function weightAndBias(layer: string): string[] {
  return [`${layer}.weight`, `${layer}.bias`];
}

function block(name: string): string[] {
  return [`${name}.conv1.weight`, ...weightAndBias(`${name}.bn1`), `${name}.conv2.weight`, ...weightAndBias(`${name}.bn2`)];
}

describe('the pRCC autoencoder', () => {
  const network = autoencoder(384);
  it("has the study's parameters under the study's names", () => {
    expect(names(network)).toEqual(AUTOENCODER_NAMES);
    expect(shapeOf(network, 'decoder.0.weight')).toEqual([64, 128, 2, 2]);
    // 3·128·9 + 128, 128·64·9 + 64, 64·128·4 + 128, 128·3·4 + 3
    expect(parameterCount(network)).toBe(3584 + 73_792 + 32_896 + 1539);
  });
  it.each([4, 32, 96, 100, 384])('gives back an image of the size it got, %i px', (size) => {
    expect(outputShape(autoencoder(size))).toEqual([3, size, size]);
  });
});

describe('the CAM16 CNN', () => {
  it("has the study's parameters under the study's names, 294912 inputs of fc1 at 384 px", () => {
    const network = cam16(384);
    expect(names(network)).toEqual(CAM16_NAMES);
    expect(shapeOf(network, 'fc1.weight')).toEqual([128, 294_912]);
    // 3·32·9 + 32, 32·64·9 + 64, 64·128·9 + 128, 294912·128 + 128, 128·2 + 2
    expect(parameterCount(network)).toBe(896 + 18_496 + 73_856 + 37_748_864 + 258);
  });
  it.each([8, 9, 15, 30, 96, 97, 224, 384])('takes images of %i px', (size) => expect(outputShape(cam16(size))).toEqual([2]));
});

describe('the WBC ResNet', () => {
  const network = wbcResNet(384, 5);
  it("has the study's 683717 parameters under the study's names", () => {
    expect(names(network)).toEqual(WBC_NAMES);
    // conv1 and bn1; layer1; layer2.0 with its shortcut; layer2.1; fc
    expect(parameterCount(network)).toBe(
      9408 + 128 + (4 * 36_864 + 4 * 128) + (73_728 + 147_456 + 2 * 256 + 8192 + 256) + (2 * 147_456 + 2 * 256) + 645,
    );
    expect(parameterCount(network)).toBe(683_717);
  });
  it.each([
    [384, 48],
    [96, 12],
    [33, 5],
  ])('halves the side of %i px three times, rounding up, to %i', (size, side) => {
    const layers = wbcResNetLayers(5);
    const body = layers.slice(0, layers.indexOf(globalAveragePool));
    expect(outputShape({ name: 'body', input: [3, size, size], layers: body })).toEqual([128, side, side]);
  });
  it('keeps a running mean and variance for each of its ten batch norms', () => {
    const statistics = statisticsLayout(network);
    expect(statistics.entries).toHaveLength(20);
    // five norms of 64 channels, five of 128
    expect(statistics.size).toBe(2 * (5 * 64 + 5 * 128));
  });
  it.each([
    [96, 5],
    [16, 2],
    [33, 7],
  ])('takes images of %i px and gives %i logits', (size, classes) => expect(outputShape(wbcResNet(size, classes))).toEqual([classes]));
});

describe('the ensemble', () => {
  const network = ensemble(96, 5, [0.2, 0.6, 0.2]);
  it('has its three backbones once each, CAM16 shared by two branches, and its own adapter and heads', () => {
    expect(new Set(names(network))).toEqual(
      new Set([
        ...CAM16_NAMES.map((name) => `cam16.${name}`),
        ...WBC_NAMES.map((name) => `wbc.${name}`),
        ...AUTOENCODER_NAMES.filter((name) => name.startsWith('encoder.')).map((name) => `autoencoder.${name}`),
        ...['adapter', 'headA', 'headC'].flatMap(weightAndBias),
      ]),
    );
    expect(names(network)).toHaveLength(10 + 32 + 4 + 6);
    expect(shapeOf(network, 'adapter.weight')).toEqual([3, 64, 1, 1]);
    // CAM16 at 96 px has 128·12·12 inputs of fc1; adapter 64·3 + 3; heads 2·5 + 5
    const cam16Count = 896 + 18_496 + 73_856 + (18_432 * 128 + 128) + 258;
    expect(parameterCount(network)).toBe(cam16Count + 683_717 + (3584 + 73_792) + 195 + 15 + 15);
  });
  it.each([8, 12, 20, 96, 384])('takes images of %i px', (size) => expect(outputShape(ensemble(size, 5, [0.2, 0.6, 0.2]))).toEqual([5]));
  it('weighs its branches as told', () => {
    const [sum] = ensemble(32, 5, [0.1, 0.7, 0.3]).layers;
    expect(sum?.kind === 'weightedSum' ? sum.branches.map(({ weight }) => weight) : []).toEqual([0.1, 0.7, 0.3]);
  });
});

describe('a size that does not fit', () => {
  it.each([
    ['autoencoder', 30],
    ['autoencoder', 0],
    ['ensemble', 98],
    ['ensemble', 4],
    ['cam16', 7],
    ['wbc', 7],
    ['wbc', 32.5],
    ['cam16', Number.NaN],
    ['cam16', -96],
  ] as const)('is refused by the %s (%d px) with a size that does', (name, size) => {
    const choice: NetworkChoice = name === 'ensemble' ? ENSEMBLE(false) : { name };
    const classes = name === 'cam16' ? 2 : 5;
    let sentence = '';
    try {
      describeNetwork(choice, size, classes);
    } catch (error) {
      expect(error).toMatchObject({ kind: 'image-size' });
      sentence = String(error);
    }
    const advised = Number(/--size (\d+)/.exec(sentence)?.[1]);
    expect(() => outputShape(describeNetwork(choice, advised, classes))).not.toThrow();
  });
});

describe('what a recipe chooses', () => {
  it.each([
    [{ name: 'autoencoder' }, 0, autoencoder(32)],
    [{ name: 'cam16' }, 2, cam16(32)],
    [{ name: 'wbc' }, 3, wbcResNet(32, 3)],
    [ENSEMBLE(true), 3, ensemble(32, 3, [0.2, 0.6, 0.2])],
  ] as const)('is described: %o for %i classes', (choice, classes, network) => {
    expect(describeNetwork(choice, 32, classes)).toEqual(network);
  });

  it.each([
    ['cam16', 3],
    ['cam16', 1],
    ['wbc', 0],
    ['wbc', 1.5],
  ] as const)('is refused where the classes do not fit: %s for %d', (name, classes) => {
    expect(() => describeNetwork({ name }, 32, classes)).toThrow(expect.objectContaining({ kind: 'bad-recipe' }));
  });

  it('trains of a frozen ensemble only the adapter and the heads, else everything', () => {
    const all = names(ensemble(32, 5, [0.2, 0.6, 0.2]));
    expect(all.filter(trainableIn(ENSEMBLE(false)))).toEqual(
      expect.arrayContaining(['headA.weight', 'headA.bias', 'adapter.weight', 'adapter.bias', 'headC.weight', 'headC.bias']),
    );
    expect(all.filter(trainableIn(ENSEMBLE(false)))).toHaveLength(6);
    expect(all.every(trainableIn(ENSEMBLE(true)))).toBe(true);
    for (const name of ['autoencoder', 'cam16', 'wbc'] as const) expect(all.every(trainableIn({ name }))).toBe(true);
  });
});
