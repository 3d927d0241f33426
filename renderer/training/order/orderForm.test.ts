import { describe, expect, it } from 'vitest';
import { type PossibleInput, type TrainingOrder, trainingOrderSchema } from '../../../app/contract/training.ts';
import { usualRecipe } from '../recipe/form.ts';
import {
  FIRST_ORDER,
  formOfOrder,
  type OrderField,
  type OrderForm,
  orderOf,
  withDataSets,
  withInputs,
  withNetwork,
  withStart,
} from './orderForm.ts';

const STUDY: Partial<OrderForm> = { kind: 'study', dataSets: { wbc: 1, cam16: 2, prcc: 3 } };
const POSSIBLE: PossibleInput = {
  ...{ run: 0, name: 'x', study: null, part: 'wbc', dataSet: 'd', hasItsClasses: true, finishedAt: '', score: null },
};
const ask = (changes: Partial<OrderForm>) => orderOf({ ...FIRST_ORDER, ...changes }, 7, 'offered');

describe('an order', () => {
  it('is by default one run of the study’s recipe on all training images', () => {
    const asked = ask({});
    expect(asked).toMatchObject({
      order: { kind: 'run', name: 'offered', dataSet: 7, trainedOn: { kind: 'whole' }, seeds: [1], inputs: [], device: 'auto' },
    });
    expect('order' in asked && trainingOrderSchema.parse(asked.order)).toEqual('order' in asked && asked.order);
  });

  it.each<[Partial<OrderForm>, object]>([
    [{ trainedOn: 'percent', percent: '2,5', drawSeed: '3' }, { trainedOn: { kind: 'percent', percent: 2.5, seed: 3 } }],
    [{ trainedOn: 'saved', subset: 4 }, { trainedOn: { kind: 'saved', subset: 4 } }],
    [{ seeds: '1-3, 3' }, { seeds: [1, 2, 3] }],
    [{ name: '  Zweite  ' }, { name: 'Zweite' }],
    [
      { ...STUDY, percents: '50, 1, 50' },
      { kind: 'study', dataSets: { wbc: 1, cam16: 2, prcc: 3 }, subsets: [50, 1], recipe: {} },
    ],
  ])('of %j is %j', (changes, wanted) => {
    expect(ask(changes)).toMatchObject({ order: wanted });
  });

  it.each<[Partial<OrderForm>, readonly OrderField[]]>([
    [{ name: '../etc' }, ['name']],
    [{ name: 'x'.repeat(65) }, ['name']],
    [{ trainedOn: 'percent', percent: '0' }, ['percent']],
    [{ trainedOn: 'percent', percent: '101', drawSeed: '-1' }, ['percent', 'drawSeed']],
    // What is not asked for need not be usable.
    [{ trainedOn: 'whole', percent: 'x' }, []],
    [{ trainedOn: 'saved', subset: null }, ['subset']],
    [{ seeds: '' }, ['seeds']],
    [{ seeds: '1-21' }, ['seeds']],
    [{ seeds: '2147483648' }, ['seeds']],
    [{ recipe: { ...FIRST_ORDER.recipe, values: { ...FIRST_ORDER.recipe.values, epochs: '0' } } }, ['recipe']],
    [{ recipe: { ...FIRST_ORDER.recipe, network: 'ensemble' } }, ['inputs']],
    [{ recipe: { ...FIRST_ORDER.recipe, network: 'ensemble' }, inputs: { autoencoder: 1, cam16: 2 } }, ['inputs']],
    [{ recipe: { ...FIRST_ORDER.recipe, network: 'ensemble' }, inputs: { autoencoder: 1, cam16: 2, wbc: 3 } }, []],
    [{ kind: 'study' }, ['dataSets']],
    [{ ...STUDY, percents: '' }, ['percents']],
    [{ ...STUDY, percents: '1, 200', drawSeed: 'x' }, ['percents', 'drawSeed']],
  ])('of %j cannot be given for %j', (changes, wrong) => {
    const asked = ask(changes);
    expect('wrong' in asked ? asked.wrong : []).toEqual(wrong);
  });

  it('for another network than an ensemble starts from nothing, whatever was chosen before', () => {
    expect(ask({ inputs: { autoencoder: 1, cam16: 2, wbc: 3 } })).toMatchObject({ order: { inputs: [] } });
  });

  it('goes on with a run of its own network where one is chosen, and not with that of a network chosen before', () => {
    expect(ask({ startsFrom: 9 })).toMatchObject({ order: { inputs: [{ part: 'wbc', run: 9 }] } });
    expect(orderOf(withNetwork({ ...FIRST_ORDER, startsFrom: 9 }, 'cam16'), 7, 'offered')).toMatchObject({ order: { inputs: [] } });
    const asked = ask({ startsFrom: 9 });
    expect('order' in asked && formOfOrder(asked.order)).toMatchObject({ startsFrom: 9, inputs: {} });
  });

  it.each([
    ['which is possible', [9], 9],
    ['while that is asked', undefined, 9],
    ['which is not possible any more', [8], null],
  ])('goes on with the chosen run %s (%j): %j', (_, runs, wanted) => {
    const possible = runs?.map((run) => ({ ...POSSIBLE, run }));
    expect(withStart(9, possible)).toBe(wanted);
  });
});

describe('an order that is given again', () => {
  const recipe = usualRecipe('ensemble');
  it.each<TrainingOrder>([
    {
      ...{ kind: 'run', name: 'a', dataSet: 7, trainedOn: { kind: 'percent', percent: 2.5, seed: 3 }, maskedCopies: true, recipe },
      ...{
        seeds: [1, 2, 9],
        device: 'cpu',
        inputs: [
          { part: 'autoencoder', run: 1 },
          { part: 'cam16', run: 2 },
          { part: 'wbc', run: 3 },
        ],
      },
    },
    {
      ...{ kind: 'run', name: 'b', dataSet: 7, trainedOn: { kind: 'saved', subset: 4 }, maskedCopies: false, recipe: usualRecipe('cam16') },
      ...{ seeds: [0], device: 'auto', inputs: [] },
    },
    {
      ...{ kind: 'study', name: 'c', dataSets: { wbc: 1, cam16: 2, prcc: 3 }, subsets: [0.5, 50], seed: 4, device: 'webgpu' },
      recipe: { imageSize: 64, wbc: { epochs: 3 } },
    },
  ])('is the same order: %j', (order) => {
    expect(orderOf(formOfOrder(order), 7, '')).toEqual({ order });
  });
});

describe('what an order is offered', () => {
  const input = (run: number, part: PossibleInput['part']): PossibleInput => ({
    ...{ run, part, name: `run ${run}`, study: null, dataSet: 'smears', hasItsClasses: true, finishedAt: '', score: null },
  });

  it('are the latest runs an ensemble may start from, but for those that were chosen', () => {
    const possible = [input(9, 'wbc'), input(5, 'wbc'), input(4, 'cam16')];
    expect(withInputs({}, possible)).toEqual({ wbc: 9, cam16: 4 });
    expect(withInputs({ wbc: 5, cam16: 77 }, possible)).toEqual({ wbc: 5, cam16: 4 });
    expect(withInputs({ wbc: 5 }, [])).toEqual({});
  });

  it('are the data sets called as the study’s, else those that look so, but for those that were chosen', () => {
    const sets = [
      { id: 1, name: 'smears', classes: ['a', 'b', 'c'] },
      { id: 2, name: 'My CAM16', classes: ['x', 'y'] },
      { id: 3, name: 'kidney', classes: [] },
    ];
    const none = { wbc: null, cam16: null, prcc: null };
    expect(withDataSets(none, sets)).toEqual({ wbc: 1, cam16: 2, prcc: 3 });
    expect(withDataSets({ ...none, wbc: 3, cam16: 99 }, sets)).toEqual({ wbc: 3, cam16: 2, prcc: 3 });
    expect(withDataSets(none, [])).toEqual(none);
  });

  it('keeps what is set for another network, but for the name of the recipe', () => {
    const form = withNetwork({ ...FIRST_ORDER, recipeName: 'Tiny' }, 'cam16');
    expect(form).toMatchObject({ recipeName: null, recipe: { network: 'cam16', values: FIRST_ORDER.recipe.values } });
  });
});
