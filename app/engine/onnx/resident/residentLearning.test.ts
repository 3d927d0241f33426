/** Learning with clipping, optimizer and average in the graph, against the TypeScript ones; on the processor, which runs the same graphs. */
import { describe, expect, it } from 'vitest';
import type { Layer, NetworkDescription } from '../../description.ts';
import { conv } from '../../layers.fixture.ts';
import { PORTABLE } from '../graph.ts';
import type { Computing } from '../trainingStep.ts';
import { batchesFor, distances, freshStart, learnAll, network, onHost, optionsWith, RATE, SIZES, ways } from './learnings.fixture.ts';
import { learnOnDevice } from './residentLearning.ts';

const COMPUTING: Computing = { provider: 'cpu', target: PORTABLE, threads: 1 };
const batches = batchesFor(network, SIZES);

/** Of vectors that moved four times; single precision is 6e-8. */
const CLOSE = 2e-5;

describe('learning in the graph', () => {
  it.each(ways)('comes to what TypeScript comes to, batch by batch of any size, with $of', async ({ options }) => {
    const device = await learnOnDevice(network, options, freshStart(), COMPUTING);
    const there = await learnAll(device, batches);
    const here = await learnAll(onHost(network, options, freshStart()), batches);
    for (const [name, distance] of Object.entries(distances(there, here))) expect.soft(distance, name).toBeLessThan(CLOSE);
    expect(there.learned.optimizer.step).toBe(batches.length);
    expect(there.learned.kept === there.learned.state).toBe(options.movingAverage === null);
    await device.dispose();
  });

  it.each(ways)('goes on to the same bits from what was read, with $of', async ({ options }) => {
    const whole = await learnOnDevice(network, options, freshStart(), COMPUTING);
    const uninterrupted = await learnAll(whole, batches);
    const first = await learnOnDevice(network, options, freshStart(), COMPUTING);
    const { learned } = await learnAll(first, batches.slice(0, 2));
    const second = await learnOnDevice(network, options, learned, COMPUTING);
    const resumed = await learnAll(second, batches.slice(2));
    expect(resumed.learned).toEqual(uninterrupted.learned);
    for (const learning of [whole, first, second]) await learning.dispose();
  });

  it.each(ways)('reads its start before the first step, with $of', async ({ options }) => {
    const learning = await learnOnDevice(network, options, freshStart(), COMPUTING);
    const { state, kept, optimizer } = await learning.read();
    expect(state).toEqual(freshStart().state);
    expect(kept).toEqual(freshStart().state);
    expect(optimizer.step).toBe(0);
    await learning.dispose();
  });

  it('leaves what is not trained as it was, to the bit', async () => {
    const learning = await learnOnDevice(network, optionsWith({ trainable: (name) => name === 'fc.bias' }), freshStart(), COMPUTING);
    const { state } = (await learnAll(learning, batches)).learned;
    const before = freshStart().state;
    expect(state.parameters.subarray(0, -3)).toEqual(before.parameters.subarray(0, -3));
    expect(state.parameters.subarray(-3)).not.toEqual(before.parameters.subarray(-3));
    expect(state.statistics).toEqual(before.statistics);
    await learning.dispose();
  });

  it('gives what it read to keep: later steps do not change it', async () => {
    const learning = await learnOnDevice(network, optionsWith(), freshStart(), COMPUTING);
    const { learned } = await learnAll(learning, batches);
    const copy = learned.state.parameters.slice();
    await learnAll(learning, batches);
    expect(learned.state.parameters).toEqual(copy);
    await learning.dispose();
  });

  it('is told by an error when nothing is trained', async () => {
    await expect(learnOnDevice(network, optionsWith({ trainable: () => false }), freshStart(), COMPUTING)).rejects.toThrow(/[Nn]othing/);
  });
});

describe('learning in the graph from a batch that is too large for the memory', () => {
  const layers: readonly Layer[] = [
    conv('c', 2, 5, 3, 1, 1),
    { kind: 'relu' },
    { kind: 'globalAveragePool' },
    { kind: 'linear', name: 'fc', inputs: 5, outputs: 3 },
  ];
  const plain: NetworkDescription = { name: 'plain', input: [2, 6, 6], layers };

  it('adds the pieces up to what the whole batch gives, in every step', async () => {
    const some = batchesFor(plain, [6, 6, 5]);
    const options = optionsWith({ clipNorm: 0.1 });
    const pieces = await learnOnDevice(plain, options, freshStart(plain), { ...COMPUTING, memory: 1 });
    const whole = await learnOnDevice(plain, options, freshStart(plain), COMPUTING);
    const [inPieces, inOne] = [await learnAll(pieces, some), await learnAll(whole, some)];
    for (const [name, distance] of Object.entries(distances(inPieces, inOne))) expect.soft(distance, name).toBeLessThan(CLOSE);
    expect(inPieces.learned.state.parameters).not.toEqual(inOne.learned.state.parameters);
    await pieces.step(some[0]?.images ?? new Float32Array(), some[0]?.targets ?? new Float32Array(), RATE);
    await pieces.dispose();
    await whole.dispose();
  });
});
