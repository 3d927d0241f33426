import { describe, expect, it } from 'vitest';
import type { NetworkDescription } from '../engine/description.ts';
import type { NetworkState } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { entryOf, parameterLayout, statisticsLayout } from '../engine/layout.ts';
import { autoencoder } from './autoencoder.ts';
import { cam16 } from './cam16.ts';
import type { TrainedPart } from './ensemble.ts';
import { stateFromRun } from './stateFromRun.ts';
import { wbcResNet } from './wbcResNet.ts';

/** As if trained: every number of its state is its own. */
function trained(network: NetworkDescription): TrainedPart {
  const parameters = new Float32Array(parameterLayout(network).size).map((_, at) => 1_000_000 + at);
  const statistics = new Float32Array(statisticsLayout(network).size).map((_, at) => -1 - at);
  return { network, state: { parameters, statistics } };
}

function tensor(network: NetworkDescription, { parameters }: NetworkState, name: string): Float32Array {
  const entry = parameterLayout(network).entries.find((candidate) => candidate.name === name);
  if (entry === undefined) throw new Error(`no tensor ${name}`);
  return entryOf(parameters, entry);
}

describe('a network that starts from a run of its own kind', () => {
  it.each([
    ['wbc', wbcResNet(16, 3), wbcResNet(16, 3)],
    ['wbc', wbcResNet(32, 3), wbcResNet(16, 3)],
    ['cam16', cam16(16), cam16(16)],
    ['autoencoder', autoencoder(32), autoencoder(16)],
  ] as const)(
    'has all that the %s learned, the statistics included, also for images of another size where no layer hangs on it',
    (...given) => {
      const [name, network, before] = given;
      const from = trained(before);
      expect(stateFromRun(network, name, from, { seed: 1, hasItsClasses: true })).toEqual(from.state);
    },
  );

  it.each([
    ['of other names', 3],
    ['of another number', 5],
  ])('for classes %s draws the last layer anew by its seed, and keeps the rest', (_, classes) => {
    const network = wbcResNet(16, classes);
    const from = trained(wbcResNet(16, 3));
    const state = stateFromRun(network, 'wbc', from, { seed: 7, hasItsClasses: false });
    for (const name of ['fc.weight', 'fc.bias']) {
      expect(tensor(network, state, name)).toEqual(tensor(network, initialState(network, 7), name));
    }
    expect(tensor(network, state, 'layer2.1.conv2.weight')).toEqual(tensor(from.network, from.state, 'layer2.1.conv2.weight'));
    expect(state.statistics).toEqual(from.state.statistics);
  });

  it.each([
    ['cam16', cam16(32), cam16(16), 'fc1.weight'],
    ['wbc', wbcResNet(16, 2), wbcResNet(16, 3), 'fc.weight'],
    ['wbc', wbcResNet(16, 2), cam16(16), 'conv1.weight'],
  ] as const)('cannot be a %s that lacks what it needs, and says what', (name, network, before, named) => {
    expect(() => stateFromRun(network, name, trained(before), { seed: 1, hasItsClasses: true })).toThrow(
      expect.objectContaining({ kind: 'bad-run-file', message: expect.stringContaining(named) }),
    );
  });
});
