import { describe, expect, it } from 'vitest';
import type { Layer, NetworkDescription } from './description.ts';
import { initialState } from './initialise.ts';
import { entryOf, parameterLayout, statisticsLayout } from './layout.ts';

const layers: readonly Layer[] = [
  { kind: 'conv', name: 'conv1', inputs: 3, outputs: 40, kernel: 3, stride: 1, padding: 1, bias: true },
  { kind: 'batchNorm', name: 'bn1', channels: 40, epsilon: 1e-5, momentum: 0.1 },
  { kind: 'convTranspose', name: 'up', inputs: 40, outputs: 50, kernel: 2, stride: 2 },
  { kind: 'flatten' },
  { kind: 'linear', name: 'fc', inputs: 800, outputs: 10 },
];
const network: NetworkDescription = { name: 'probe', input: [3, 2, 2], layers };

function parameter(name: string, seed = 1, of = network): Float32Array {
  const entry = parameterLayout(of).entries.find((candidate) => candidate.name === name);
  if (entry === undefined) throw new Error(name);
  return entryOf(initialState(of, seed).parameters, entry);
}

describe('initialState', () => {
  it.each([
    { name: 'conv1.weight', bound: 1 / Math.sqrt(27) },
    { name: 'conv1.bias', bound: 1 / Math.sqrt(27) },
    { name: 'up.weight', bound: 1 / Math.sqrt(200) },
    { name: 'up.bias', bound: 1 / Math.sqrt(200) },
    { name: 'fc.weight', bound: 1 / Math.sqrt(800) },
    { name: 'fc.bias', bound: 1 / Math.sqrt(800) },
  ])('fills $name uniformly within ±1/√fan_in', ({ name, bound }) => {
    const values = parameter(name);
    const largest = Math.max(...values.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(Math.fround(bound));
    expect(largest).toBeGreaterThan(0.75 * bound);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    const wanted = bound / Math.sqrt(3);
    expect(Math.abs(deviation / wanted - 1)).toBeLessThan(1.5 / Math.sqrt(values.length));
  });

  it('starts batch norm as the identity', () => {
    expect(new Set(parameter('bn1.weight'))).toEqual(new Set([1]));
    expect(new Set(parameter('bn1.bias'))).toEqual(new Set([0]));
    const { statistics } = initialState(network, 1);
    const [mean, variance] = statisticsLayout(network).entries.map((entry) => new Set(entryOf(statistics, entry)));
    expect([mean, variance]).toEqual([new Set([0]), new Set([1])]);
  });

  it('is the same for a seed and another for another seed', () => {
    expect(initialState(network, 1)).toEqual(initialState(network, 1));
    expect(parameter('fc.weight', 1)).not.toEqual(parameter('fc.weight', 2));
  });

  it('gives a layer the same start whatever stands around it', () => {
    const alone: NetworkDescription = { name: 'alone', input: [3, 2, 2], layers: layers.slice(0, 1) };
    expect(parameter('conv1.weight', 1, alone)).toEqual(parameter('conv1.weight'));
  });
});
