import { describe, expect, it } from 'vitest';
import { trainingSchema } from '../../../app/contract/recipe.ts';
import type { RunRecipe } from '../../../app/contract/training.ts';
import { networkNameSchema } from '../../../app/contract/words.ts';
import { FIELD_IDS, FIELDS, type FieldId } from './fields.ts';
import { changed, differencesOf, fieldsOf, formOf, type RecipeForm, recipeOf, saysTheSame, takenFrom, usualRecipe } from './form.ts';

const wbc = formOf(usualRecipe('wbc'));
const set = (form: RecipeForm, changes: Partial<Record<FieldId, string>>) => ({ ...form, values: { ...form.values, ...changes } });

const elaborate: RunRecipe = {
  network: { name: 'wbc' },
  imageSize: 64,
  training: trainingSchema.parse({
    epochs: 30,
    optimizer: { kind: 'sgd', learningRate: 0.05, nesterov: true },
    schedule: { kind: 'step', everyEpochs: 7, factor: 0.5, warmUpEpochs: 1.5 },
    earlyStopping: { patience: 3 },
    clipNorm: 1,
    movingAverage: { decay: 0.99 },
    freeze: ['conv1', 'layer1.0'],
    sampling: 'square-root',
    crossEntropy: { classWeights: { Basophil: 2, Monocyte: 1.5 }, labelSmoothing: 0.1 },
    augmentation: { flips: 'both', rotation: 180, rgb: { brightness: 0.1 }, hed: { shift: 0.02 } },
    mixup: { alpha: 0.4 },
    normalisation: 'subset',
  }),
};

describe('a recipe as a form', () => {
  it.each(networkNameSchema.options)('and back is the same recipe: the study’s for %s', (network) => {
    expect(recipeOf(formOf(usualRecipe(network)))).toEqual({ recipe: usualRecipe(network) });
  });

  it('and back is the same recipe, with everything in it', () => {
    expect(recipeOf(formOf(elaborate))).toEqual({ recipe: elaborate });
    const weighed: RunRecipe = { ...usualRecipe('ensemble'), network: { name: 'ensemble', weights: [0, 0.5, 1], fineTune: true } };
    expect(recipeOf(formOf(weighed))).toEqual({ recipe: weighed });
  });

  it('has every key of a recipe in some field', () => {
    const paths = FIELD_IDS.map((id) => FIELDS[id].path.join('.'));
    for (const key of Object.keys(trainingSchema.shape)) expect(paths.some((path) => path.startsWith(`training.${key}`))).toBe(true);
  });

  it('takes numbers with a comma or a point, and nothing for what may be left out', () => {
    const form = set(wbc, { learningRate: '0,002', weightDecay: ' 1e-4 ', clipNorm: '', freeze: ' conv1 ,, fc.bias' });
    expect(recipeOf(form)).toMatchObject({
      recipe: { training: { optimizer: { learningRate: 0.002, weightDecay: 1e-4 }, clipNorm: null, freeze: ['conv1', 'fc.bias'] } },
    });
  });
});

describe('fields that cannot be used', () => {
  it.each<[Partial<Record<FieldId, string>>, readonly FieldId[]]>([
    [{ epochs: 'many' }, ['epochs']],
    [{ epochs: '1.5', batchSize: '0' }, ['epochs', 'batchSize']],
    [{ imageSize: '15' }, ['imageSize']],
    [{ learningRate: '' }, ['learningRate']],
    [{ learningRate: '0x10' }, ['learningRate']],
    [{ learningRate: 'Infinity' }, ['learningRate']],
    [{ clipNorm: '-1' }, ['clipNorm']],
    [{ augment: 'on', rotation: '181', brightness: '1' }, ['rotation', 'brightness']],
    [{ augment: 'off', rotation: '181' }, []],
    [{ mixup: 'on', mixupAlpha: '0' }, ['mixupAlpha']],
    [{ optimizer: 'sgd', nesterov: 'on', momentum: '0' }, ['momentum']],
    [{ schedule: 'step', everyEpochs: '0' }, ['everyEpochs']],
    [{ schedule: 'plateau', factor: '1' }, ['factor']],
    [{ stopEarly: 'on', stopPatience: '0' }, ['stopPatience']],
  ])('of %j are %j', (changes, wanted) => {
    const asked = recipeOf(set(wbc, changes));
    expect('wrong' in asked ? asked.wrong : []).toEqual(wanted);
  });

  it('include class weights and the weights of an ensemble', () => {
    expect(recipeOf({ ...set(wbc, { classWeights: 'own' }), classWeights: { Basophil: '-2' } })).toEqual({ wrong: ['classWeights'] });
    const ensemble = formOf(usualRecipe('ensemble'));
    expect(recipeOf(set(ensemble, { weightA: '0', weightB: '0', weightC: '0' }))).toEqual({ wrong: ['weightA'] });
    expect(recipeOf(set(ensemble, { weightB: 'x' }))).toEqual({ wrong: ['weightB'] });
  });
});

describe('which fields are there', () => {
  it.each<[RecipeForm['network'], FieldId, boolean]>([
    ['autoencoder', 'sampling', false],
    ['autoencoder', 'mixup', false],
    ['autoencoder', 'normalisation', true],
    ['ensemble', 'normalisation', false],
    ['ensemble', 'weightA', true],
    ['wbc', 'weightA', false],
    ['wbc', 'labelSmoothing', true],
  ])('%s: %s: %s', (network, id, isThere) => {
    expect(fieldsOf(formOf(usualRecipe(network))).includes(id)).toBe(isThere);
  });

  it('follows what is switched on and chosen', () => {
    expect(fieldsOf(wbc)).not.toContain('rotation');
    expect(fieldsOf(set(wbc, { augment: 'on' }))).toContain('rotation');
    expect(fieldsOf(set(wbc, { optimizer: 'sgd' }))).not.toContain('beta1');
    // What was switched on for another network is not there for one that has no such field.
    expect(fieldsOf({ ...set(wbc, { mixup: 'on' }), network: 'autoencoder' })).not.toContain('mixupAlpha');
  });
});

describe('another optimizer or schedule', () => {
  it('comes with its own numbers; anything else changes itself alone', () => {
    const sgd = changed(set(wbc, { learningRate: '0.5' }), 'optimizer', 'sgd');
    expect(sgd.values).toMatchObject({ optimizer: 'sgd', learningRate: '0.01', momentum: '0.9' });
    expect(changed(wbc, 'optimizer', 'adamw').values.weightDecay).toBe('0.01');
    expect(changed(set(wbc, { learningRate: '0.5' }), 'optimizer', 'adam').values.learningRate).toBe('0.5');
    expect(changed(wbc, 'epochs', '3')).toEqual(set(wbc, { epochs: '3' }));
    for (const kind of ['constant', 'cosine', 'step', 'plateau']) expect(recipeOf(changed(wbc, 'schedule', kind))).toHaveProperty('recipe');
  });
});

describe('what differs from the study', () => {
  it('is nothing for its own recipe, however it is typed', () => {
    expect(differencesOf(wbc)).toEqual([]);
    expect(differencesOf(set(wbc, { epochs: ' 12 ', learningRate: '1e-3' }))).toEqual([]);
  });

  it('names each field once, in the order of the fields, with the study’s value', () => {
    expect(differencesOf(formOf(elaborate)).map(({ id }) => id)).toEqual([
      ...['imageSize', 'normalisation', 'epochs', 'stopEarly', 'stopPatience', 'optimizer', 'learningRate', 'nesterov'],
      ...['schedule', 'warmUpEpochs', 'everyEpochs', 'factor', 'clipNorm', 'average', 'averageDecay', 'freeze'],
      ...['sampling', 'classWeights', 'labelSmoothing'],
      ...['augment', 'flips', 'rotation', 'brightness', 'stainShift', 'mixup', 'mixupAlpha'],
    ]);
    expect(differencesOf(set(wbc, { epochs: '30' }))).toEqual([{ id: 'epochs', usual: '12' }]);
    // A field that cannot be used is different as well.
    expect(differencesOf(set(wbc, { epochs: 'x' }))).toEqual([{ id: 'epochs', usual: '12' }]);
  });

  it('may be asked of another recipe as well, and taken from it field by field until both say the same', () => {
    const weighted = { ...set(wbc, { classWeights: 'own', epochs: '3' }), classWeights: { Basophil: '9' } };
    const other = formOf(elaborate);
    for (const [one, two] of [
      [weighted, other],
      [other, weighted],
      [wbc, weighted],
    ] as const) {
      expect(differencesOf(one, one)).toEqual([]);
      let form = one;
      for (let round = 0; round < 9 && differencesOf(form, two).length > 0; round++) {
        for (const { id } of differencesOf(form, two)) form = takenFrom(form, id, two);
      }
      expect(saysTheSame(form, two)).toBe(true);
    }
    expect(differencesOf(set(wbc, { epochs: '3' }), weighted)).toEqual([{ id: 'classWeights', usual: 'own' }]);
  });

  it('put back leaves nothing that differs', () => {
    const back = differencesOf(formOf(elaborate)).reduce((form, { id, usual }) => changed(form, id, usual), formOf(elaborate));
    expect(saysTheSame(back, wbc)).toBe(true);
  });
});
