import { describe, expect, it } from 'vitest';
import type { Layer, NetworkDescription } from './description.ts';
import { type CutBranch, cutAtFeatures } from './featureMaps.ts';

const conv = (name: string, inputs = 3): Layer => ({
  kind: 'conv',
  name,
  inputs,
  outputs: 4,
  kernel: 3,
  stride: 1,
  padding: 1,
  bias: true,
});
const norm = (name: string): Layer => ({ kind: 'batchNorm', name, channels: 4, epsilon: 1e-5, momentum: 0.1 });
const relu: Layer = { kind: 'relu' };
const pool: Layer = { kind: 'maxPool', kernel: 2, stride: 2, padding: 0 };
const mean: Layer = { kind: 'globalAveragePool' };
const flatten: Layer = { kind: 'flatten' };
const linear = (name: string, inputs: number): Layer => ({ kind: 'linear', name, inputs, outputs: 2 });
const part = (name: string, ...layers: readonly Layer[]): Layer => ({ kind: 'part', name, layers });
const residual = (name: string): Layer => ({ kind: 'residual', name, body: [conv('conv1', 4)], shortcut: [] });
const network = (...layers: readonly Layer[]): NetworkDescription => ({ name: 'small', input: [3, 4, 4], layers });

/** Words for layers, parts opened: `conv1 relu | maxPool fc`. */
const words = (layers: readonly Layer[]): string =>
  layers
    .map((layer) => (layer.kind === 'part' ? `${layer.name}(${words(layer.layers)})` : 'name' in layer ? layer.name : layer.kind))
    .join(' ');
const told = ({ layer, before, after }: NonNullable<CutBranch['cut']>) => `${layer}: ${words(before)} | ${words(after)}`;
const cuts = (of: NetworkDescription, layer?: string) => cutAtFeatures(of, layer).map(({ cut }) => (cut === null ? null : told(cut)));

describe('a network is cut', () => {
  it.each([
    ['behind its last convolution', network(conv('a'), conv('b', 4), mean, linear('fc', 4)), 'b: a b | globalAveragePool fc'],
    [
      'with the batch norm and ReLU that follow',
      network(conv('a'), norm('n'), relu, mean, linear('fc', 4)),
      'a: a n relu | globalAveragePool fc',
    ],
    ['before a pooling', network(conv('a'), relu, pool, flatten, linear('fc', 16)), 'a: a relu | maxPool flatten fc'],
    ['behind a residual block', network(conv('a'), residual('r'), relu, mean, linear('fc', 4)), 'r: a r relu | globalAveragePool fc'],
    [
      'behind a part that ends so',
      network(part('p', conv('a'), relu), relu, mean, linear('fc', 4)),
      'p.a: p(a relu) relu | globalAveragePool fc',
    ],
    [
      'in the middle of a part',
      network(part('p', conv('a'), relu, flatten, linear('f', 64)), linear('fc', 2)),
      'p.a: p(a relu) | p(flatten f) fc',
    ],
  ])('%s', (_, of, expected) => {
    expect(cuts(of)).toEqual([expected]);
  });

  it('behind a layer by its name', () => {
    const of = network(part('p', conv('a'), relu, conv('b', 4)), mean, linear('fc', 4));
    expect(cuts(of, 'p.a')).toEqual(['p.a: p(a relu) | p(b) globalAveragePool fc']);
    expect(cuts(of, 'p')).toEqual(['p: p(a relu b) | globalAveragePool fc']);
  });

  it('in each branch of a weighted sum', () => {
    const shared = part('p', conv('a'), flatten, linear('f', 64));
    const branches = [
      { weight: 0.25, layers: [shared, linear('x', 2)] },
      { weight: 0.75, layers: [part('q', conv('b')), { ...conv('adapter', 4), outputs: 3 } as Layer, shared, linear('y', 2)] },
    ];
    const of = network({ kind: 'weightedSum', branches });
    expect(cutAtFeatures(of).map(({ branch, weight, cut }) => [branch, weight, cut?.layer])).toEqual([
      ['p', 0.25, 'p.a'],
      ['q → p', 0.75, 'p.a'],
    ]);
    expect(cuts(of, 'q.b')).toEqual([null, 'q.b: q(b) | adapter p(a flatten f) y']);
  });
});

describe('a network is not cut', () => {
  const classes = network(conv('a'), mean, linear('fc', 4));
  it.each([
    ['where it tells no classes apart', network(conv('a')), undefined, /no class to explain/],
    ['without a convolution', network(flatten, linear('fc', 48)), undefined, /has no convolution/],
    ['behind a layer that is not there', classes, 'b', /no layer b/],
    ['behind a layer without a name', classes, '', /no layer /],
    ['inside a residual block', network(conv('a'), residual('r'), mean, linear('fc', 4)), 'r.conv1', /no layer r\.conv1/],
    ['where features are no images', classes, 'fc', /no layer fc that gives images/],
  ])('%s', (_, of, layer, said) => {
    expect(() => cutAtFeatures(of, layer)).toThrow(expect.objectContaining({ kind: 'wrong-usage', message: expect.stringMatching(said) }));
  });
});
