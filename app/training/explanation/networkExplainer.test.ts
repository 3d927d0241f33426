import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Explanation, explanationSchema } from '../../contract/explanation.ts';
import { openOnnxEngine } from '../../engine/onnx/engine.ts';
import { readPixels } from '../../library/pixels.ts';
import { toInputTensor } from '../batches.ts';
import { keptCheckpointFile, readNetwork, runOfFolder } from '../keptNetwork.ts';
import { softmax } from '../losses.ts';
import { NetworkExplainer } from './networkExplainer.ts';
import { CLASSES, makeImage, makeRunFolder } from './runFolder.fixture.ts';

let root: string;
let image: string;
let explainer: NetworkExplainer;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'smearlab-explain-'));
  image = join(root, 'cell.png');
  await makeImage(image);
  explainer = new NetworkExplainer(await openOnnxEngine({ threads: 1 }));
});
afterAll(async () => {
  await explainer.close();
  rmSync(root, { recursive: true });
});

const explain = async (folder: string, asked: string | null = null, file = image): Promise<Explanation> =>
  explanationSchema.parse(await explainer.explain({ folder: join(root, folder), image: file, class: asked }));

describe('where the network of a run looked', () => {
  it('is told with what predicting gives', async () => {
    makeRunFolder(join(root, 'wbc'));
    const { classes, probabilities, predicted, maps } = await explain('wbc');
    const run = runOfFolder(join(root, 'wbc'));
    const { network, state } = readNetwork(run, keptCheckpointFile(run, join(root, 'wbc')));
    const inference = await (await openOnnxEngine({ threads: 1 })).compileInference(network, 1, state);
    const expected = softmax(await inference.run(toInputTensor([await readPixels(image, 16)], 1, 16)));
    await inference.dispose();
    expect(classes).toEqual(CLASSES);
    expect(probabilities).toEqual(expected.map((value) => expect.closeTo(value, 6)));
    expect(predicted).toBe(CLASSES[expected.indexOf(Math.max(...expected))]);
    expect(maps.map(({ branch, layer, rows, columns }) => [branch, layer, rows, columns])).toEqual([[null, 'layer2.1', 2, 2]]);
  });

  it('is that of the class it is taken for where none is asked for, and another one for another class', async () => {
    for (const seed of [1, 2, 3, 4]) makeRunFolder(join(root, `seed-${seed}`), { seed, size: 64 });
    const taken = new Set<string>();
    for (const seed of [1, 2, 3, 4]) {
      const any = await explain(`seed-${seed}`);
      taken.add(any.predicted);
      expect(any.class).toBe(any.predicted);
      expect(await explain(`seed-${seed}`, any.predicted)).toEqual(any);
      const others: unknown[] = [];
      for (const asked of CLASSES) others.push((await explain(`seed-${seed}`, asked)).maps[0]?.values);
      expect(new Set(others.map((values) => JSON.stringify(values))).size).toBeGreaterThan(1);
    }
    // Else the look that finds the class and the one that explains it were never two.
    expect([...taken].some((name) => name !== CLASSES[0])).toBe(true);
  });

  it('is told for each branch of an ensemble, the weightiest first', async () => {
    makeRunFolder(join(root, 'ensemble'), { network: { name: 'ensemble', weights: [0.1, 0.5, 0.4], fineTune: true } });
    const { maps } = await explain('ensemble');
    expect(maps.map(({ branch, weight, layer }) => [branch, weight, layer])).toEqual([
      ['wbc', 0.5, 'wbc.layer2.1'],
      ['autoencoder → cam16', 0.4, 'cam16.conv3'],
      ['cam16', 0.1, 'cam16.conv3'],
    ]);
  });

  it('is told of the network that the folder holds now', async () => {
    makeRunFolder(join(root, 'again'), { seed: 1 });
    const before = await explain('again');
    makeRunFolder(join(root, 'again'), { seed: 2 });
    expect((await explain('again')).probabilities).not.toEqual(before.probabilities);
  });

  it('goes on when more networks were asked for than are kept ready', async () => {
    for (let at = 0; at < 9; at++) makeRunFolder(join(root, `many-${at}`), { seed: at, network: { name: 'cam16' }, classes: ['a', 'b'] });
    const once = await explain('many-0');
    for (let at = 1; at < 9; at++) await explain(`many-${at}`);
    expect(await explain('many-0')).toEqual(once);
  });
});

describe('it is refused in a sentence', () => {
  it.each([
    ['a class that the run has not', 'wbc', 'Neutrophil', 'wrong-usage', /no class Neutrophil.*Basophil, Blast, Monocyte\.$/],
    ['no class by an empty name', 'wbc', '', 'wrong-usage', /no class/],
    ['a folder that is not there', 'nowhere', null, 'missing-file', /nowhere is not there/],
    ['an autoencoder', 'autoencoder', null, 'wrong-usage', /no class to explain/],
    ['a run without a checkpoint', 'untrained', null, 'missing-file', /has no checkpoint/],
  ])('to explain %s', async (_, folder, asked, kind, said) => {
    makeRunFolder(join(root, 'autoencoder'), { network: { name: 'autoencoder' }, classes: [] });
    makeRunFolder(join(root, 'untrained'));
    rmSync(join(root, 'untrained', 'last.safetensors'));
    await expect(explain(folder, asked)).rejects.toThrow(expect.objectContaining({ kind, message: expect.stringMatching(said) }));
  });

  it('to explain a file that is no image, and one that is not there', async () => {
    writeFileSync(join(root, 'text.png'), 'no picture');
    await expect(explain('wbc', null, join(root, 'text.png'))).rejects.toThrow(expect.objectContaining({ kind: 'not-an-image' }));
    await expect(explain('wbc', null, join(root, 'none.png'))).rejects.toThrow(expect.objectContaining({ kind: 'missing-file' }));
  });
});
