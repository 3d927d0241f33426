import { describe, expect, it } from 'vitest';
import { sweepSchema } from './sweep.ts';

const ladder = { kind: 'ladder', steps: [{ name: 'longer', set: { epochs: 24 } }] };
const halving = { kind: 'halving', over: { batchSize: [8, 16] }, epochs: [1, 3] };

describe('a sweep', () => {
  it('of nothing but a search is over all images, three folds, one seed and the study’s own recipe', () => {
    expect(sweepSchema.parse({ search: ladder })).toEqual({
      ...{ percent: 100, subsetSeed: 1, folds: 3, seeds: [1], imageSize: 96, base: {}, search: ladder },
    });
    expect(sweepSchema.parse({ search: halving }).search).toMatchObject({ keep: 0.5 });
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', [ladder]],
    ['no search', {}],
    ['an unknown search', { search: { kind: 'random', over: {} } }],
    ['an unknown key', { search: ladder, fold: 3 }],
    ['one fold', { search: ladder, folds: 1 }],
    ['half a fold', { search: ladder, folds: 2.5 }],
    ['no seeds', { search: ladder, seeds: [] }],
    ['a seed twice', { search: ladder, seeds: [1, 1] }],
    ['a seed that is no number', { search: ladder, seeds: [Number.NaN] }],
    ['a subset drawn by a word', { search: ladder, subsetSeed: 'all' }],
    ['no images', { search: ladder, percent: 0 }],
    ['more images than there are', { search: ladder, percent: 101 }],
    ['a ladder without steps', { search: { kind: 'ladder', steps: [] } }],
    ['two steps of one name', { search: { kind: 'ladder', steps: [ladder.steps[0], ladder.steps[0]] } }],
    ['a step called as the base is', { search: { kind: 'ladder', steps: [{ name: 'base', set: {} }] } }],
    ['a step with a path for a name', { search: { kind: 'ladder', steps: [{ name: '../x', set: {} }] } }],
    ['a grid over nothing', { search: { kind: 'grid', over: {} } }],
    ['a grid over a key without values', { search: { kind: 'grid', over: { epochs: [] } } }],
    ['a value that is no JSON', { search: { kind: 'grid', over: { epochs: [() => 1] } } }],
    ['halving in one round', { search: { ...halving, epochs: [3] } }],
    ['halving for fewer epochs', { search: { ...halving, epochs: [3, 3] } }],
    ['halving that keeps all', { search: { ...halving, keep: 1 } }],
    ['halving that keeps none', { search: { ...halving, keep: 0 } }],
  ])('of %s is refused', (_, given) => {
    expect(sweepSchema.safeParse(given).success).toBe(false);
  });
});
