import { describe, expect, it } from 'vitest';
import { factsOf, HOSTILE_CLASSES, NETWORK_NAMES, trainedNetwork } from '../trained.fixture.ts';
import { assertFits, onnxModel } from './onnxModel.ts';
import { readModel } from './readModel.fixture.ts';

describe('an exported ONNX model', () => {
  it('says what it is, with class names of any kind', () => {
    const facts = factsOf('ensemble', 16);
    const { metadata, producer } = readModel(onnxModel(trainedNetwork('ensemble', 16), facts));
    expect(producer).toBe('Smearlab 1.2.3');
    const { product, version, remark, network, run, checkpoint, ...others } = facts;
    expect(metadata).toMatchObject({ product, version, remark, network, run, checkpoint });
    const read = Object.fromEntries(Object.keys(others).map((key) => [key, JSON.parse(metadata[key] ?? '')]));
    expect(read).toEqual(others);
    expect(read['classes']).toEqual(HOSTILE_CLASSES);
    expect(Object.keys(metadata).sort()).toEqual(Object.keys(facts).sort());
  });

  it.each(NETWORK_NAMES)('of the %s has standard operations only, each of a name of its own', (name) => {
    const { opsets, operators } = readModel(onnxModel(trainedNetwork(name, 16), factsOf(name, 16)));
    expect(opsets).toEqual([{ domain: '', version: 17 }]);
    expect(operators.filter(({ domain }) => domain !== '')).toEqual([]);
    expect(operators.map(({ type }) => type)).not.toContain('BatchNormalization');
    expect(new Set(operators.map((node) => node.name)).size).toBe(operators.length);
  });

  it.each([
    ['wbc', 5],
    ['cam16', 2],
    ['ensemble', 5],
  ] as const)('of the %s takes any number of images and gives logits and probabilities', (name, classes) => {
    const { inputs, outputs } = readModel(onnxModel(trainedNetwork(name, 16), factsOf(name, 16)));
    expect(inputs).toEqual({ images: ['batch', 3, 16, 16] });
    expect(outputs).toEqual({ logits: ['batch', classes], probabilities: ['batch', classes] });
  });

  it('of the autoencoder gives the reconstruction', () => {
    const { outputs } = readModel(onnxModel(trainedNetwork('autoencoder', 16), factsOf('autoencoder', 16)));
    expect(outputs).toEqual({ reconstruction: ['batch', 3, 16, 16] });
  });

  it('holds the weights that two branches share once', () => {
    const { initializers } = readModel(onnxModel(trainedNetwork('ensemble', 16), factsOf('ensemble', 16)));
    expect(new Set(initializers).size).toBe(initializers.length);
    expect(initializers.filter((name) => name.endsWith('fc1.weight'))).toEqual(['cam16.fc1.weight']);
  });
});

describe('the size of an ONNX file', () => {
  it('is no matter below 2 GiB, and above it there is another format to turn to', () => {
    const facts = factsOf('cam16', 1400);
    expect(() => assertFits(2 ** 31 - 2 ** 21, facts)).not.toThrow();
    expect(() => assertFits(2 ** 31, facts)).toThrow(
      expect.objectContaining({ kind: 'image-size', message: expect.stringMatching(/cam16-run.*2\.0 GiB.*tfjs/) }),
    );
  });
});
