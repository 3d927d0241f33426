import { describe, expect, it } from 'vitest';
import type { NetworkDescription } from '../../app/engine/description.ts';
import { conv, linear, relu } from '../../app/networks/layers.ts';
import { wbcResNet } from '../../app/networks/wbcResNet.ts';
import { floorSeconds, trainingCosts } from './floor.ts';

const small: NetworkDescription = {
  name: 'small',
  input: [3, 4, 4],
  layers: [conv('a', 3, 8, { kernel: 3, padding: 1 }), relu, conv('b', 8, 2, { kernel: 1 }), { kind: 'flatten' }, linear('c', 32, 5)],
};
const operations = (trainable: (name: string) => boolean) => trainingCosts(small, 1, trainable).map((cost) => cost.operations);

describe('the operations of a training step', () => {
  const [a, b, c] = [2 * 3 * 8 * 9 * 16, 2 * 8 * 2 * 16, 2 * 32 * 5];

  it.each([
    {
      what: 'everything: three times the forward pass, but no gradient of the images',
      trainable: () => true,
      wanted: [2 * a, 3 * b, 3 * c],
    },
    { what: 'the head alone', trainable: (name: string) => name.startsWith('c'), wanted: [a, b, 2 * c] },
    { what: 'the first layer alone', trainable: (name: string) => name.startsWith('a'), wanted: [2 * a, 2 * b, 2 * c] },
    { what: 'nothing', trainable: () => false, wanted: [a, b, c] },
  ])('that trains $what', ({ trainable, wanted }) => {
    expect(operations(trainable)).toEqual(wanted);
  });

  it('are about a thousand million for the WBC ResNet at 96 px', () => {
    const total = trainingCosts(wbcResNet(96, 5), 8, () => true).reduce((sum, cost) => sum + cost.operations, 0);
    expect(total).toBeGreaterThan(0.95e9);
    expect(total).toBeLessThan(1.1e9);
  });
});

describe('the floor', () => {
  it('takes for each layer the ceiling that it meets first', () => {
    const costs = [
      { operations: 100, bytes: 1 },
      { operations: 1, bytes: 100 },
    ];
    expect(floorSeconds(costs, { operations: 10, bytes: 50 })).toBe(10 + 2);
  });
});
