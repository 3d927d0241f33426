import { describe, expect, it } from 'vitest';
import type { Layer, NetworkDescription } from '../engine/description.ts';
import { conv, norm } from '../engine/layers.fixture.ts';
import { parameterLayout, statisticsLayout } from '../engine/layout.ts';
import { slowForward } from '../engine/slowForward.fixture.ts';
import { foldBatchNorm } from './foldBatchNorm.ts';
import type { TrainedNetwork } from './tensors.ts';
import { NETWORK_NAMES, someImages, trainedAtRandom, trainedNetwork } from './trained.fixture.ts';

const relu: Layer = { kind: 'relu' };
const average: Layer = { kind: 'globalAveragePool' };

function network(...layers: readonly Layer[]): NetworkDescription {
  return { name: 'odd', input: [3, 6, 5], layers };
}

/** In double precision, so that nothing but the folding itself makes a difference. */
function outputOf({ network: described, state }: TrainedNetwork): Float64Array {
  const doubles = { parameters: Float64Array.from(state.parameters), statistics: Float64Array.from(state.statistics) };
  return slowForward(described, 2, someImages(described, 2), doubles, () => false).data;
}

function kinds(layers: readonly Layer[]): string[] {
  return layers.flatMap((layer): string[] => {
    switch (layer.kind) {
      case 'residual':
        return kinds([...layer.body, ...layer.shortcut]);
      case 'part':
        return kinds(layer.layers);
      case 'weightedSum':
        return layer.branches.flatMap((branch) => kinds(branch.layers));
      default:
        return [layer.kind];
    }
  });
}

describe('a batch norm behind a convolution', () => {
  it.each([
    ['without bias', network(conv('c', 3, 4, 3, 1, 1, false), norm('n', 4), relu, average)],
    ['with a bias', network(conv('c', 3, 4, 3, 2, 1), norm('n', 4), average)],
    ['in a part', network({ kind: 'part', name: 'p', layers: [conv('c', 3, 4, 1), norm('n', 4)] }, average)],
    [
      'on both sides of a residual block',
      network(
        {
          kind: 'residual',
          name: 'r',
          body: [conv('a', 3, 4, 1), norm('m', 4)],
          shortcut: [conv('b', 3, 4, 1, 1, 0, false), norm('n', 4)],
        },
        average,
      ),
    ],
    [
      'that two branches share',
      network(
        {
          kind: 'weightedSum',
          branches: [
            { weight: 0.3, layers: [conv('c', 3, 3, 1), norm('n', 3)] },
            { weight: 0.7, layers: [relu, conv('c', 3, 3, 1), norm('n', 3)] },
          ],
        },
        average,
      ),
    ],
  ] as const)('%s goes into it, and the network gives the same', (_, described) => {
    const trained = trainedAtRandom(described);
    const folded = foldBatchNorm(trained);
    expect(kinds(folded.network.layers)).not.toContain('batchNorm');
    expect(folded.state.statistics).toHaveLength(0);
    const [before, after] = [outputOf(trained), outputOf(folded)];
    before.forEach((value, i) => void expect(Math.abs(value - (after[i] ?? Number.NaN))).toBeLessThan(1e-6));
  });
});

describe('a batch norm', () => {
  it.each([
    ['of the image', network(norm('n', 3), conv('c', 3, 4, 1), average)],
    ['behind a ReLU', network(conv('c', 3, 4, 1), relu, norm('n', 4), average)],
    ['behind a batch norm that is folded', network(conv('c', 3, 4, 1), norm('m', 4), norm('n', 4), average)],
    [
      'at the beginning of a part behind a convolution',
      network(conv('c', 3, 4, 1), { kind: 'part', name: 'p', layers: [norm('n', 4)] }, average),
    ],
    ['of features', network(average, norm('n', 3))],
  ] as const)('%s stays, and the network gives the same', (_, described) => {
    const trained = trainedAtRandom(described);
    const folded = foldBatchNorm(trained);
    expect(kinds(folded.network.layers).filter((kind) => kind === 'batchNorm')).toHaveLength(1);
    const [before, after] = [outputOf(trained), outputOf(folded)];
    before.forEach((value, i) => void expect(Math.abs(value - (after[i] ?? Number.NaN))).toBeLessThan(1e-6));
  });

  it.each([
    ['another batch norm', [norm('n', 3), conv('c', 3, 3, 1), norm('m', 3)]],
    ['none', [norm('n', 3), conv('c', 3, 3, 1)]],
    ['one of another epsilon', [norm('n', 3), conv('c', 3, 3, 1), { ...norm('n', 3), epsilon: 1e-3 } as Layer]],
  ])('behind a convolution that is used again with %s is refused rather than folded wrongly', (_, more) => {
    const trained = trainedAtRandom(network(conv('c', 3, 3, 1), ...more, average));
    expect(() => foldBatchNorm(trained)).toThrow(expect.objectContaining({ kind: 'internal', message: expect.stringContaining(' c ') }));
  });
});

describe('folding', () => {
  it('leaves what it is given as it was', () => {
    const trained = trainedNetwork('wbc', 16);
    const before = structuredClone(trained);
    foldBatchNorm(trained);
    expect(trained).toEqual(before);
  });

  it.each(NETWORK_NAMES)('leaves no batch norm in the %s, and a state that fits its description', (name) => {
    const { network: described, state } = foldBatchNorm(trainedNetwork(name, 16));
    expect(kinds(described.layers)).not.toContain('batchNorm');
    expect([state.parameters.length, state.statistics.length]).toEqual([parameterLayout(described).size, statisticsLayout(described).size]);
    expect(state.statistics).toHaveLength(0);
  });
});
