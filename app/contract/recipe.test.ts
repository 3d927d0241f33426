import { describe, expect, it } from 'vitest';
import { networkChoiceSchema, recipeSchema, studyRecipeSchema, trainingSchema } from './recipe.ts';

const recipe = { network: { name: 'wbc' }, imageSize: 96, maskedCopies: false, loss: 'cross-entropy', training: {} };

describe("the defaults are the study's", () => {
  it('in training: Adam at 1e-3, batches of 32, 12 epochs, the last checkpoint, no early stopping', () => {
    expect(trainingSchema.parse({})).toEqual({
      epochs: 12,
      batchSize: 32,
      optimizer: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
      earlyStopping: null,
      keep: 'last',
    });
  });

  it('in the ensemble: weights .2, .6, .2 over frozen backbones', () => {
    expect(networkChoiceSchema.parse({ name: 'ensemble' })).toEqual({ name: 'ensemble', weights: [0.2, 0.6, 0.2], fineTune: false });
  });

  it('also where only some of the optimizer is given', () => {
    expect(trainingSchema.parse({ optimizer: { kind: 'adam', learningRate: 0.1 } }).optimizer).toMatchObject({
      learningRate: 0.1,
      beta2: 0.999,
    });
  });
});

describe('a recipe', () => {
  it('is taken as it is written', () => {
    expect(recipeSchema.parse(recipe)).toMatchObject({ network: { name: 'wbc' }, imageSize: 96 });
  });

  it.each([
    ['an unknown key', { ...recipe, epoch: 3 }],
    ['an unknown key of training', { ...recipe, training: { batch: 8 } }],
    ['an unknown key of the optimizer', { ...recipe, training: { optimizer: { kind: 'adam', lr: 1 } } }],
    ['an unknown network', { ...recipe, network: { name: 'resnet50' } }],
    ['weights for a network that has none', { ...recipe, network: { name: 'wbc', weights: [1, 1, 1] } }],
    ['two weights', { ...recipe, network: { name: 'ensemble', weights: [0.5, 0.5] } }],
    ['four weights', { ...recipe, network: { name: 'ensemble', weights: [0.2, 0.2, 0.2, 0.2] } }],
    ['a negative weight', { ...recipe, network: { name: 'ensemble', weights: [-0.2, 0.6, 0.2] } }],
    ['no weight above 0', { ...recipe, network: { name: 'ensemble', weights: [0, 0, 0] } }],
    ['an unknown optimizer', { ...recipe, training: { optimizer: { kind: 'sgd' } } }],
    ['an unknown loss', { ...recipe, loss: 'hinge' }],
    ['no network', { ...recipe, network: undefined }],
    ['a list', []],
    ['nothing', null],
  ])('with %s is refused', (_, given) => {
    expect(recipeSchema.safeParse(given).success).toBe(false);
  });

  it.each([
    ...[0, -1, 1.5, 100_001, Number.NaN, Number.POSITIVE_INFINITY, '3', null].map((epochs) => ({ epochs })),
    ...[0, -8, 2.5, 4097, '8', null].map((batchSize) => ({ batchSize })),
    ...[{ patience: 0 }, { patience: 1.5 }, { patience: 3, delta: 1 }, 3, 'never'].map((earlyStopping) => ({ earlyStopping })),
    ...['first', '', null].map((keep) => ({ keep })),
  ])('of the training %o is refused', (training) => {
    expect(trainingSchema.safeParse(training).success).toBe(false);
  });

  it.each([
    ['learningRate', 0],
    ['learningRate', -0.001],
    ['learningRate', Number.POSITIVE_INFINITY],
    ['learningRate', '0.001'],
    ['beta1', 1],
    ['beta1', -0.1],
    ['beta2', 1],
    ['epsilon', 0],
    ['weightDecay', -1],
  ])('of the optimizer value %s = %j is refused', (key, value) => {
    expect(trainingSchema.safeParse({ optimizer: { kind: 'adam', [key]: value } }).success).toBe(false);
  });

  it.each([15, 2049, 96.5, Number.NaN, '96', null])('of the image size %j is refused', (imageSize) => {
    expect(recipeSchema.safeParse({ ...recipe, imageSize }).success).toBe(false);
  });

  it.each([16, 2048])('of the image size %d at the very bound is taken', (imageSize) => {
    expect(recipeSchema.safeParse({ ...recipe, imageSize }).success).toBe(true);
  });
});

describe('a recipe file', () => {
  it('may be empty', () => {
    expect(studyRecipeSchema.parse({})).toEqual({});
  });

  it('keeps open what it does not name, so that the study decides it and not this file', () => {
    expect(studyRecipeSchema.parse({ wbc: { epochs: 3 }, ensemble: { fineTune: true } })).toEqual({
      wbc: { epochs: 3 },
      ensemble: { fineTune: true },
    });
  });

  it.each([
    ['wbcs', { wbcs: {} }],
    ['epoch', { wbc: { epoch: 3 } }],
    ['weights', { wbc: { weights: [1, 1, 1] } }],
    ['learning_rate', { cam16: { optimizer: { kind: 'adam', learning_rate: 1 } } }],
    ['seed', { seed: 1 }],
  ])('is refused for its unknown key by name: %s', (key, given) => {
    const parsed = studyRecipeSchema.safeParse(given);
    expect(parsed.error?.issues.map(({ message }) => message).join()).toContain(`"${key}"`);
  });

  it.each([[{ wbc: { epochs: 0 } }], [{ imageSize: 15 }], [{ ensemble: { weights: [0.5, 0.5] } }], [{ wbc: null }], [[]], [null], ['{}']])(
    'is refused for a value that is none: %j',
    (given) => {
      expect(studyRecipeSchema.safeParse(given).success).toBe(false);
    },
  );
});
