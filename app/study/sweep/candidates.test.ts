import { describe, expect, it } from 'vitest';
import { trainingSchema } from '../../contract/recipe.ts';
import { sweepSchema } from '../../contract/sweep.ts';
import { candidatesOf, merged } from './candidates.ts';

const sweepOf = (search: object, base: object = {}) => sweepSchema.parse({ base, search });
const ladder = (steps: readonly object[], base: object = {}) =>
  sweepOf({ kind: 'ladder', steps: steps.map((set, at) => ({ name: `s${at + 1}`, set })) }, base);

describe('the candidates of a ladder', () => {
  it('begin with the base, and each step is added to those before it', () => {
    const [base, first, second] = candidatesOf(ladder([{ clipNorm: 1 }, { epochs: 3 }], { batchSize: 8 }));
    expect(base?.recipe.training).toEqual(trainingSchema.parse({ batchSize: 8 }));
    expect(first?.recipe.training).toEqual(trainingSchema.parse({ batchSize: 8, clipNorm: 1 }));
    expect(second?.recipe.training).toEqual(trainingSchema.parse({ batchSize: 8, clipNorm: 1, epochs: 3 }));
    expect([base, first, second].map((candidate) => candidate?.name)).toEqual(['base', 's1', 's2']);
    expect(second?.says).toBe('epochs 3');
  });

  it('of nothing at all are the study’s reference recipe', () => {
    expect(candidatesOf(ladder([{}])).map(({ recipe }) => recipe.training)).toEqual([trainingSchema.parse({}), trainingSchema.parse({})]);
  });

  it('may turn masked copies on and off', () => {
    expect(candidatesOf(ladder([{ maskedCopies: true }, { maskedCopies: false }])).map(({ recipe }) => recipe.maskedCopies)).toEqual([
      ...[false, true, false],
    ]);
  });

  it('another kind of optimizer brings its own numbers, the same kind keeps what was said of it', () => {
    const steps = [
      { optimizer: { kind: 'sgd', momentum: 0.5 } },
      { optimizer: { kind: 'sgd', nesterov: true } },
      { optimizer: { weightDecay: 1 } },
    ];
    const optimizers = candidatesOf(ladder(steps, { optimizer: { kind: 'adam', beta1: 0.5 } })).map(
      ({ recipe }) => recipe.training.optimizer,
    );
    expect(optimizers).toMatchObject([
      { kind: 'adam', beta1: 0.5 },
      { kind: 'sgd', momentum: 0.5, nesterov: false },
      { kind: 'sgd', momentum: 0.5, nesterov: true },
      { kind: 'sgd', momentum: 0.5, nesterov: true, weightDecay: 1 },
    ]);
    expect(optimizers[1]).not.toHaveProperty('beta1');
  });
});

describe('the candidates of a grid', () => {
  it('are all combinations, the last key fastest, with what they say', () => {
    const over = { batchSize: [8, 16], 'optimizer.learningRate': [0.1, 0.01, 0.001] };
    const candidates = candidatesOf(sweepOf({ kind: 'grid', over }, { optimizer: { kind: 'sgd' } }));
    expect(candidates.map(({ name }) => name)).toEqual(['c1', 'c2', 'c3', 'c4', 'c5', 'c6']);
    expect(candidates.map(({ recipe: { training } }) => [training.batchSize, training.optimizer.learningRate])).toEqual([
      ...[8, 16].flatMap((batch) => [0.1, 0.01, 0.001].map((rate) => [batch, rate])),
    ]);
    expect(candidates[4]?.says).toBe('batchSize 16, optimizer.learningRate 0.01');
    expect(candidates.every(({ recipe }) => recipe.training.optimizer.kind === 'sgd')).toBe(true);
  });

  it('have names that sort as they count', () => {
    const names = candidatesOf(sweepOf({ kind: 'grid', over: { batchSize: Array.from({ length: 12 }, (_, at) => at + 1) } })).map(
      ({ name }) => name,
    );
    expect(names.toSorted()).toEqual(names);
  });

  it('may take whole objects and null', () => {
    const over = { augmentation: [null, { flips: 'both' }] };
    const seen = candidatesOf(sweepOf({ kind: 'grid', over })).map(({ recipe }) => recipe.training.augmentation?.flips ?? null);
    expect(seen).toEqual([null, 'both']);
  });

  it('of too many combinations are refused, saying how many', () => {
    const over = { batchSize: Array.from({ length: 30 }, (_, at) => at + 1), epochs: Array.from({ length: 30 }, (_, at) => at + 1) };
    expect(() => candidatesOf(sweepOf({ kind: 'grid', over }))).toThrow(
      expect.objectContaining({ kind: 'bad-recipe', message: expect.stringContaining('900') }),
    );
  });
});

it('the epochs of a round go before those of a halving’s candidates', () => {
  const sweep = sweepOf({ kind: 'halving', over: { batchSize: [8] }, epochs: [2, 6] }, { epochs: 100 });
  expect(candidatesOf(sweep, 6).map(({ recipe }) => recipe.training.epochs)).toEqual([6]);
});

describe('what is no recipe is refused by candidate and key', () => {
  it.each<[string, object, string]>([
    ['an unknown key', { epoch: 3 }, 'epoch'],
    ['a wrong value', { batchSize: 'many' }, 'batchSize'],
    ['a wrong value further in', { optimizer: { kind: 'adam', beta1: 2 } }, 'optimizer.beta1'],
    ['a masked copy that is neither', { maskedCopies: 'yes' }, 'maskedCopies'],
    ['a network', { network: { name: 'cam16' } }, 'network'],
  ])('%s', (_, set, key) => {
    const refused = expect.objectContaining({ kind: 'bad-recipe', message: expect.stringMatching(new RegExp(`s1 .*${key}`)) });
    expect(() => candidatesOf(ladder([set]))).toThrow(refused);
  });

  it.each(['', '.', 'optimizer.', '__proto__.epochs', 'epochs.more'])('the path "%s" in a grid', (path) => {
    const search = { kind: 'grid', over: { [path === '' ? ' ' : path]: [1] } } as const;
    expect(() => candidatesOf(sweepOf(search))).toThrow(expect.objectContaining({ kind: 'bad-recipe' }));
  });
});

it('merging leaves what it merges as it was', () => {
  const [known, more] = [{ a: { b: 1 } }, { a: { c: 2 } }];
  expect(merged(known, more)).toEqual({ a: { b: 1, c: 2 } });
  expect([known, more]).toEqual([{ a: { b: 1 } }, { a: { c: 2 } }]);
  expect(({} as Record<string, unknown>)['epochs']).toBeUndefined();
});
