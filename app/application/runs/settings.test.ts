import { describe, expect, it } from 'vitest';
import { recipeSchema } from '../../contract/recipe.ts';
import { flattened, type RunMakings, settingsOf } from './settings.ts';

function makings(training: object, rest: Partial<RunMakings> = {}): RunMakings {
  const recipe = recipeSchema.parse({ network: { name: 'wbc' }, imageSize: 32, maskedCopies: false, loss: 'cross-entropy', training });
  const own = {
    arm: 'plain',
    dataSet: 'blood',
    dataSetHash: '0',
    subset: '10 %',
    seed: 1,
    startsFrom: null,
    engine: 'onnx',
    device: 'cpu',
  };
  return { ...own, recipe, ...rest };
}

describe('what runs differ in', () => {
  it('comes first, in a recipe’s own words; what is the same for all is said once', () => {
    const first = makings({ optimizer: { kind: 'adam' } });
    const second = makings({ optimizer: { kind: 'sgd', momentum: 0.5 }, epochs: 3 }, { seed: 2 });
    const { differing, same } = settingsOf([first, second, first]);
    const values = Object.fromEntries(differing.map((one) => [one.name, one.values]));
    expect(values).toMatchObject({
      seed: [1, 2, 1],
      'training.epochs': [12, 3, 12],
      'training.optimizer.kind': ['adam', 'sgd', 'adam'],
      'training.optimizer.momentum': [null, 0.5, null],
    });
    expect(same).toContainEqual({ name: 'imageSize', values: [32] });
    expect(same.every((one) => one.values.length === 1 && !(one.name in values))).toBe(true);
  });

  it('is nothing for the same twice', () => {
    expect(settingsOf([makings({}), makings({})]).differing).toEqual([]);
  });

  it('takes a branch that one of them lacks for a difference, and lists and empty branches for one value', () => {
    const withSteps = makings({ earlyStopping: { patience: 3 }, freeze: ['stem', 'head'] });
    const { differing } = settingsOf([makings({}), withSteps]);
    expect(differing).toContainEqual({ name: 'training.earlyStopping.patience', values: [null, 3] });
    expect(differing).toContainEqual({ name: 'training.freeze', values: ['[]', '["stem","head"]'] });
  });

  it.each<[object, [string, unknown][]]>([
    [{}, []],
    [{ a: { b: { c: 1 } } }, [['a.b.c', 1]]],
    [
      { a: {}, b: undefined, c: null },
      [
        ['a', '{}'],
        ['c', null],
      ],
    ],
  ])('flattens %j', (tree, leaves) => expect(flattened(tree)).toEqual(leaves));
});
