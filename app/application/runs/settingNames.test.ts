import { describe, expect, it } from 'vitest';
import { recipeSchema } from '../../contract/recipe.ts';
import { listedValue, namedSetting, SETTING_NAMES, weightedClass } from '../../contract/settingNames.ts';
import { flattened } from './settings.ts';

const recipe = (network: object, training: object) =>
  recipeSchema.parse({ network, imageSize: 32, maskedCopies: false, loss: 'cross-entropy', training });

/** Recipes that between them have every setting there is. */
const RECIPES = [
  recipe({ name: 'wbc' }, {}),
  recipe({ name: 'ensemble' }, { optimizer: { kind: 'sgd' }, schedule: { kind: 'step', everyEpochs: 3 }, freeze: ['conv1'] }),
  recipe({ name: 'cam16' }, { optimizer: { kind: 'adamw' }, schedule: { kind: 'plateau' }, earlyStopping: { patience: 3 }, clipNorm: 1 }),
  recipe({ name: 'wbc' }, { schedule: { kind: 'cosine' }, movingAverage: {}, augmentation: {}, mixup: {}, normalisation: 'subset' }),
];

describe('every setting of a recipe', () => {
  it.each([...new Set(RECIPES.flatMap((one) => flattened(one).map(([name]) => name)))])('%s has a name for people', (name) => {
    expect(namedSetting(name)).not.toBeNull();
  });

  it('has a name of its own', () => {
    const names = Object.values(SETTING_NAMES);
    expect(new Set(names).size).toBe(names.length);
  });
});

it.each(['', 'toString', '__proto__', 'training.crossEntropy.classWeights.Blast', 'training.someday', 'training'])(
  'there is none for %j, which is called as it is',
  (name) => expect(namedSetting(name)).toBeNull(),
);

it('the weight of a class is called by the class', () => {
  expect(weightedClass('training.crossEntropy.classWeights.Blast.2')).toBe('Blast.2');
  expect(weightedClass('training.crossEntropy.classWeights')).toBeNull();
});

it.each([
  ['[0.2,0.6,0.2]', [0.2, 0.6, 0.2]],
  ['["conv1","layer1"]', ['conv1', 'layer1']],
  ['[]', []],
  ['[broken', null],
  ['adam', null],
  [3, null],
  [true, null],
])('a list in %j is %j', (value, list) => expect(listedValue(value)).toEqual(list));
