import { describe, expect, it } from 'vitest';
import { loadTensorFlow } from '../peers.fixture.ts';
import { factsOf, NETWORK_NAMES, trainedNetwork } from '../trained.fixture.ts';
import { isModelFile, layersModel, MODEL_FILE } from './layersModel.ts';

const MEGABYTE = 1024 ** 2;

describe('an exported TensorFlow.js model', () => {
  it('says what it is, with class names of any kind', async () => {
    const facts = factsOf('wbc', 16);
    const model = await loadTensorFlow(layersModel(trainedNetwork('wbc', 16), facts));
    expect(model.getUserDefinedMetadata()).toEqual(facts);
  });

  it.each(NETWORK_NAMES)('of the %s is loaded under its own name, for any number of square RGB images', async (name) => {
    const model = await loadTensorFlow(layersModel(trainedNetwork(name, 16), factsOf(name, 16)));
    expect(model.name).toBe(name);
    expect(model.inputs[0]?.shape).toEqual([null, 16, 16, 3]);
    expect(model.layers.map((layer) => layer.getClassName())).not.toContain('BatchNormalization');
  });

  it('pads a max pooling behind a ReLU with zeros, with no more layers than that takes', async () => {
    const model = await loadTensorFlow(layersModel(trainedNetwork('wbc', 16), factsOf('wbc', 16)));
    expect(model.layers.map((layer) => layer.getClassName())).not.toContain('Cropping2D');
  });

  it('has its weights in pieces of 4 MB, one weight across two of them, and no weight twice', async () => {
    const trained = trainedNetwork('ensemble', 72);
    const files = layersModel(trained, factsOf('ensemble', 72));
    const sizes = [...files].filter(([name]) => name !== MODEL_FILE).map(([, { byteLength }]) => byteLength);
    expect(sizes).toHaveLength(3);
    expect(sizes.slice(0, -1)).toEqual([4 * MEGABYTE, 4 * MEGABYTE]);
    const model = await loadTensorFlow(files);
    const names = model.weights.map(({ originalName }) => originalName);
    expect(names.filter((name) => name.includes('fc1'))).toEqual(['cam16.fc1/kernel', 'cam16.fc1/bias']);
    const numbers = model.weights.reduce((sum, { shape }) => sum + shape.reduce((a: number, b) => a * (b ?? 0), 1), 0);
    expect(sizes.reduce((a, b) => a + b)).toBe(numbers * 4);
  });

  it('consists of files that are known again by their names', () => {
    const files = layersModel(trainedNetwork('wbc', 16), factsOf('wbc', 16));
    expect([...files.keys()].filter((name) => !isModelFile(name))).toEqual([]);
    for (const name of ['model.json.bak', 'my-model.json', 'group1-shard1of1.bin.part', 'thesis.docx', ''])
      expect(isModelFile(name)).toBe(false);
  });
});
