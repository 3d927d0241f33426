import { beforeAll, describe, expect, it } from 'vitest';
import { recipeSchema } from '../../app/contract/recipe.ts';
import type { DeviceState } from './deviceAnswer.ts';
import { tryDevice } from './deviceProcess.ts';
import { allDevices, DeviceChooser, requireDevice } from './devices.ts';

const never = new AbortController().signal;
const recipe = recipeSchema.parse({
  ...{ network: { name: 'cam16' }, imageSize: 16, maskedCopies: false, loss: 'cross-entropy' },
  training: { batchSize: 2 },
});
const measure = { type: 'measure', device: 'cpu', threads: 1, recipe, classes: 2 } as const;

describe('the devices of this computer', () => {
  let states: readonly DeviceState[];
  beforeAll(async () => {
    states = await allDevices(1, never);
  });

  it('are all told of, the processor as one that opens', () => {
    expect(states.map(({ device }) => device)).toEqual(['cpu', 'webgpu', 'directml', 'cuda', 'tensorflow']);
    expect(states[0]).toMatchObject({ device: 'cpu', opens: true, engine: 'onnx' });
  });

  it('say why they do not open, in a sentence with the words of the runtime apart', () => {
    for (const state of states) {
      if (state.opens) continue;
      expect(state.reason).toMatch(/^[A-Z][^\n]*\.$/);
      expect(state.details).not.toBe('');
      expect(state.reason).not.toContain(state.details);
    }
  });

  it('are required to open, or the reason is thrown', async () => {
    await expect(requireDevice('cpu', 1, never)).resolves.toBeUndefined();
    // DirectML is for Windows and ONNX Runtime's CUDA for Linux: one of them does not open anywhere.
    const other = process.platform === 'win32' ? 'cuda' : 'directml';
    await expect(requireDevice(other, 1, never)).rejects.toThrow(expect.objectContaining({ kind: 'engine' }));
  });

  it('are chosen from by auto, which says so, and remembers it', async () => {
    const chooser = new DeviceChooser(1);
    const decision = await chooser.choose({ recipe, classes: 2 }, never);
    expect(decision.sentence).toMatch(new RegExp(`^auto takes ${decision.device}: `));
    expect(await chooser.choose({ recipe, classes: 2 }, never)).toBe(decision);
  });
});

describe('a device that is tried', () => {
  it('is measured in seconds for a step of the network at hand', async () => {
    expect(await tryDevice({ command: measure, patienceMs: 60_000, signal: never })).toEqual({
      outcome: 'measured',
      secondsPerStep: expect.any(Number),
    });
  });

  it('is given up when it says nothing for too long', async () => {
    expect(await tryDevice({ command: measure, patienceMs: 1, signal: never })).toEqual({ outcome: 'silent', afterSeconds: 0.001 });
  });

  it('says what is wrong with the network', async () => {
    const command = { ...measure, classes: 5 };
    expect(await tryDevice({ command, patienceMs: 60_000, signal: never })).toMatchObject({
      outcome: 'failed',
      sentence: expect.stringContaining('tells two classes apart'),
    });
  });

  it('takes no more than its own process down when it crashes', async () => {
    // A command that the child does not understand ends its worker, as a driver would.
    expect(await tryDevice({ command: { ...measure, threads: 0 }, patienceMs: 60_000, signal: never })).toMatchObject({
      outcome: 'crashed',
      how: 'with exit status 1',
      printed: expect.stringContaining('threads'),
    });
  });

  it.each([
    ['before', 0],
    ['while', 30],
  ])('is stopped at once by a stop %s it is tried', async (_, after) => {
    const stop = new AbortController();
    if (after === 0) stop.abort();
    else setTimeout(() => stop.abort(), after);
    const trial = tryDevice({ command: measure, patienceMs: 60_000, signal: stop.signal });
    await expect(trial).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
  });
});
