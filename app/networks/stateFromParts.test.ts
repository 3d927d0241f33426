import { describe, expect, it } from 'vitest';
import type { LayoutEntry, NetworkDescription } from '../engine/description.ts';
import type { NetworkState } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { entryOf, parameterLayout, statisticsLayout } from '../engine/layout.ts';
import { autoencoder } from './autoencoder.ts';
import { cam16 } from './cam16.ts';
import { type EnsembleParts, ensemble, stateFromParts, type TrainedPart } from './ensemble.ts';
import { wbcResNet } from './wbcResNet.ts';

const SIZE = 16;
const network = ensemble(SIZE, 5, [0.2, 0.6, 0.2]);

/** A backbone as if trained: every number of its state is its own. */
function trained(description: NetworkDescription, from: number): TrainedPart {
  const parameters = new Float32Array(parameterLayout(description).size).map((_, i) => from + i);
  const statistics = new Float32Array(statisticsLayout(description).size).map((_, i) => from - 1 - i);
  return { network: description, state: { parameters, statistics } };
}

const parts: EnsembleParts = {
  autoencoder: trained(autoencoder(SIZE), 1_000_000),
  cam16: trained(cam16(SIZE), 2_000_000),
  wbc: trained(wbcResNet(SIZE, 5), 4_000_000),
};

type Kind = 'parameters' | 'statistics';
const entriesOf = (description: NetworkDescription, kind: Kind): readonly LayoutEntry[] =>
  (kind === 'parameters' ? parameterLayout(description) : statisticsLayout(description)).entries;

function tensor(description: NetworkDescription, state: NetworkState, kind: Kind, name: string): Float32Array {
  const entry = entriesOf(description, kind).find((candidate) => candidate.name === name);
  if (entry === undefined) throw new Error(`no tensor ${name}`);
  return entryOf(state[kind], entry);
}

describe('the state of an ensemble', () => {
  const state = stateFromParts(network, parts, 7);

  it.each(['cam16', 'wbc', 'autoencoder'] as const)('has every tensor of the trained %s, the statistics included', (name) => {
    const part = parts[name];
    for (const kind of ['parameters', 'statistics'] as const) {
      for (const entry of entriesOf(part.network, kind)) {
        if (entry.name.startsWith('decoder.')) continue;
        expect(tensor(network, state, kind, `${name}.${entry.name}`)).toEqual(tensor(part.network, part.state, kind, entry.name));
      }
    }
  });

  it('draws the adapter and the heads by its seed, the same every time', () => {
    for (const name of ['adapter.weight', 'headA.bias', 'headC.weight']) {
      const own = tensor(network, state, 'parameters', name);
      expect(own).toEqual(tensor(network, initialState(network, 7), 'parameters', name));
      expect(own).not.toEqual(tensor(network, stateFromParts(network, parts, 8), 'parameters', name));
    }
  });

  it('leaves the trained parts as they were', () => {
    state.parameters.fill(0);
    expect(parts.cam16.state).toEqual(trained(cam16(SIZE), 2_000_000).state);
  });

  it.each([
    ['cam16', { ...parts, cam16: trained(cam16(32), 0) }, 'fc1.weight of the cam16 run as 128 × 512, but that run has 128 × 2048'],
    ['wbc', { ...parts, wbc: trained(wbcResNet(SIZE, 4), 0) }, 'fc.weight of the wbc run as 5 × 128, but that run has 4 × 128'],
    [
      'autoencoder',
      { ...parts, autoencoder: trained(cam16(SIZE), 0) },
      'encoder.0.weight of the autoencoder run as 128 × 3 × 3 × 3, but that run has none',
    ],
  ] as const)('refuses a %s that does not fit, in a sentence that says what differs', (_, wrong, sentence) => {
    expect(() => stateFromParts(network, wrong, 7)).toThrow(sentence);
  });
});
