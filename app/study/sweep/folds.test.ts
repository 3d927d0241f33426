import { describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import { drawFolds, type Foldable, foldWarnings } from './folds.ts';

const imagesOf = (counts: Readonly<Record<string, number>>): Foldable[] =>
  Object.entries(counts).flatMap(([name, count]) =>
    Array.from({ length: count }, (_, at) => ({ path: `${name}/${at}.png`, class: name, group: null })),
  );
const CELLS = imagesOf({ Basophil: 2, Eosinophil: 12, Lymphocyte: 71, Monocyte: 17, Neutrophil: 233 });

function countsOf(images: readonly Foldable[], folds: readonly number[]): Map<string, number> {
  const counts = new Map<string, number>();
  images.forEach(({ class: name }, at) => {
    counts.set(`${name} ${folds[at]}`, (counts.get(`${name} ${folds[at]}`) ?? 0) + 1);
  });
  return counts;
}

describe('folds', () => {
  it.each([2, 3, 5, 10])('%i of them have as many images as each other, of each class too, to within one', (count) => {
    const folds = drawFolds(CELLS, count, 1);
    const sizes = Array.from({ length: count }, (_, fold) => folds.filter((own) => own === fold).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    const counts = countsOf(CELLS, folds);
    for (const name of new Set(CELLS.map((image) => image.class))) {
      const own = Array.from({ length: count }, (_, fold) => counts.get(`${name} ${fold}`) ?? 0);
      expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
    }
  });

  it('hang on the seed, and on nothing of the order the images come in', () => {
    const one = drawFolds(CELLS, 3, 1);
    expect(drawFolds(CELLS, 3, 1)).toEqual(one);
    expect(drawFolds(CELLS, 3, 2)).not.toEqual(one);
    expect(drawFolds(CELLS.toReversed(), 3, 1).toReversed()).toEqual(one);
  });

  it.each([1, 2, 3, 4, 5])('never part a group, whatever its size (seed %i)', (seed) => {
    const random = randomFor(seed, 'groups');
    const images = CELLS.map((image) => ({ ...image, group: random.uniform(0, 1) < 0.3 ? null : `smear ${random.integer(1, 40)}` }));
    const folds = drawFolds(images, 4, seed);
    const byGroup = Map.groupBy(
      images.map(({ group }, at) => ({ group, fold: folds[at] })),
      ({ group }) => group,
    );
    for (const [group, own] of byGroup) if (group !== null) expect(new Set(own.map(({ fold }) => fold)).size).toBe(1);
    expect(new Set(folds)).toEqual(new Set([0, 1, 2, 3]));
  });

  it('of a group called as a path do not take the two for one', () => {
    const images: Foldable[] = [
      { path: 'a', class: 'A', group: null },
      { path: 'b', class: 'A', group: 'a' },
    ];
    expect(new Set(drawFolds(images, 2, 1)).size).toBe(2);
  });

  it.each([
    ['no images', [], 2],
    ['fewer images than folds', imagesOf({ A: 2 }), 3],
    ['one group', imagesOf({ A: 9 }).map((image) => ({ ...image, group: 'one' })), 2],
  ] as const)('of %s are refused', (_, images, count) => {
    expect(() => drawFolds(images, count, 1)).toThrow(expect.objectContaining({ kind: 'too-few-images' }));
  });
});

describe('a warning', () => {
  it('names each class that a fold lacks, and one that is in a single fold as never trained on there', () => {
    const images = imagesOf({ A: 9, B: 2, C: 1 });
    const warnings = foldWarnings(images, drawFolds(images, 3, 1), 3);
    expect(warnings).toHaveLength(2);
    expect(warnings.find((sentence) => sentence.includes('of B '))).toContain('some of the folds only');
    expect(warnings.find((sentence) => sentence.includes('of C '))).toContain('none of them was trained on');
  });

  it('is not given where every class is everywhere', () => {
    expect(foldWarnings(CELLS, drawFolds(CELLS, 2, 1), 2)).toEqual([]);
  });
});
