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
      schedule: { kind: 'constant', warmUpEpochs: 0 },
      clipNorm: null,
      movingAverage: null,
      freeze: [],
      sampling: 'none',
      crossEntropy: { classWeights: 'none', labelSmoothing: 0, focalGamma: 0, logitAdjustment: 0 },
      augmentation: null,
      mixup: null,
      normalisation: 'none',
      stepsPerEpoch: null,
      statistics: 'running',
      testTimeAugmentation: 'none',
    });
  });

  it('of an augmentation change nothing, so that a recipe says all that it does', () => {
    expect(trainingSchema.parse({ augmentation: {} }).augmentation).toEqual({
      ...{ flips: 'none', rotation: 0, shift: 0, scale: 0 },
      rgb: { brightness: 0, contrast: 0, saturation: 0 },
      hed: { scale: 0, shift: 0 },
    });
  });

  it('of mixup are an alpha of .2', () => {
    expect(trainingSchema.parse({ mixup: {} }).mixup).toEqual({ alpha: 0.2 });
  });

  it.each([
    ['adamw', { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 }],
    ['sgd', { learningRate: 0.01, momentum: 0.9, nesterov: false, weightDecay: 0 }],
  ])("of %s are torch.optim's, where it has any", (kind, defaults) => {
    expect(trainingSchema.parse({ optimizer: { kind } }).optimizer).toEqual({ kind, ...defaults });
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
    ['an unknown optimizer', { ...recipe, training: { optimizer: { kind: 'lion' } } }],
    ['a sampling without classes', { ...recipe, loss: 'mse', training: { sampling: 'balanced' } }],
    ['views of a network without classes', { ...recipe, loss: 'mse', training: { testTimeAugmentation: 'eight-views' } }],
    ['an epoch of no steps', { ...recipe, training: { stepsPerEpoch: 0 } }],
    ['statistics nobody has heard of', { ...recipe, training: { statistics: 'best' } }],
    ['a cross-entropy without classes', { ...recipe, loss: 'mse', training: { crossEntropy: { labelSmoothing: 0.1 } } }],
    ['mixup without classes', { ...recipe, loss: 'mse', training: { mixup: {} } }],
    [
      'a normalisation of its own where its parts bring theirs',
      { ...recipe, network: { name: 'ensemble' }, training: { normalisation: 'subset' } },
    ],
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
    ...['cosine', null, { kind: 'linear' }, { kind: 'step' }, { kind: 'constant', warmUpEpochs: -1 }].map((schedule) => ({ schedule })),
    ...[{ everyEpochs: 0 }, { everyEpochs: 1.5 }, { everyEpochs: 1, factor: 0 }].map((step) => ({ schedule: { kind: 'step', ...step } })),
    ...[{ factor: 1 }, { patience: -1 }, { threshold: 1 }].map((plateau) => ({ schedule: { kind: 'plateau', ...plateau } })),
    { schedule: { kind: 'cosine', minimumFactor: 1 } },
    ...[0, -1, '1', Number.POSITIVE_INFINITY].map((clipNorm) => ({ clipNorm })),
    ...[0.99, { decay: 1 }, { decay: -0.1 }].map((movingAverage) => ({ movingAverage })),
    ...['conv1', [''], [1], null].map((freeze) => ({ freeze })),
    ...['sqrt', null].map((sampling) => ({ sampling })),
    ...['even', { Basophil: 0 }, { Basophil: '2' }, null].map((classWeights) => ({ crossEntropy: { classWeights } })),
    ...[{ labelSmoothing: 1 }, { focalGamma: -1 }, { logitAdjustment: -1 }, { gamma: 2 }].map((crossEntropy) => ({ crossEntropy })),
    ...[
      'yes',
      [],
      { flip: 'both' },
      { flips: true },
      { rotation: 181 },
      { rotation: -1 },
      { rotation: Number.NaN },
      { rotation: '90' },
    ].map((augmentation) => ({ augmentation })),
    ...[{ shift: 0.51 }, { scale: 1.1 }, { scale: -0.1 }, { rgb: null }, { rgb: { hue: 0.1 } }, { rgb: { brightness: 1 } }].map(
      (augmentation) => ({ augmentation }),
    ),
    ...[{ rgb: { saturation: 1.1 } }, { rgb: { contrast: -0.1 } }, { hed: { scale: 1 } }, { hed: { shift: 0.6 } }, { hed: 0.1 }].map(
      (augmentation) => ({ augmentation }),
    ),
    ...[0.2, { alpha: 0 }, { alpha: 11 }, { alpha: Number.POSITIVE_INFINITY }, { beta: 1 }].map((mixup) => ({ mixup })),
    ...['imagenet', null, true].map((normalisation) => ({ normalisation })),
    { optimizer: { kind: 'sgd', nesterov: true, momentum: 0 } },
    { optimizer: { kind: 'sgd', beta1: 0.9 } },
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

  it('takes all that a training has, and for the autoencoder all but what needs classes', () => {
    const any = {
      optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 1e-4 },
      schedule: { kind: 'plateau', warmUpEpochs: 1, factor: 0.5, patience: 2, threshold: 0.01, cooldown: 1, minimumFactor: 0.01 },
      clipNorm: 1,
      movingAverage: { decay: 0.99 },
      freeze: ['layer1'],
      augmentation: {
        ...{ flips: 'both', rotation: 180, shift: 0.1, scale: 0.1 },
        rgb: { brightness: 0.1, contrast: 0.1, saturation: 0.1 },
        hed: { scale: 0.05, shift: 0.02 },
      },
    };
    const crossEntropy = { classWeights: { Basophil: 3 }, labelSmoothing: 0.1, focalGamma: 2, logitAdjustment: 1 };
    const given = {
      autoencoder: any,
      cam16: { sampling: 'square-root', normalisation: 'subset', augmentation: null },
      wbc: { ...any, sampling: 'balanced', crossEntropy, mixup: { alpha: 0.4 }, normalisation: 'none' },
      ensemble: any,
    };
    expect(studyRecipeSchema.parse(given)).toEqual(given);
  });

  it.each([
    ['sampling', { autoencoder: { sampling: 'balanced' } }],
    ['testTimeAugmentation', { autoencoder: { testTimeAugmentation: 'eight-views' } }],
    ['crossEntropy', { autoencoder: { crossEntropy: {} } }],
    ['mixup', { autoencoder: { mixup: {} } }],
    ['normalisation', { ensemble: { normalisation: 'subset' } }],
    ['rotations', { wbc: { augmentation: { rotations: 90 } } }],
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
