import { describe, expect, it } from 'vitest';
import type { Split } from '../contract/words.ts';
import { drawSubset, drawSubsetBy } from './subset.ts';

type Toy = { path: string; class: string | null; split: Split; mask: object | null };

/** n training images of a class, the first `masked` of them with a mask. */
function images(name: string | null, n: number, masked = 0, split: Split = 'train'): Toy[] {
  return Array.from({ length: n }, (_, index) => ({
    path: `${split}/data/${name}/${String(index).padStart(5, '0')}.png`,
    class: name,
    split,
    mask: index < masked ? {} : null,
  }));
}

const STUDY = [
  ...images('Basophil', 176, 17),
  ...images('Eosinophil', 618, 62),
  ...images('Lymphocyte', 2015, 201),
  ...images('Monocyte', 466, 46),
  ...images('Neutrophil', 5172, 516),
];

const paths = (drawn: readonly Toy[]) => new Set(drawn.map((image) => image.path));

describe('drawSubset', () => {
  it.each([
    [100, 8447, 842],
    [50, 4223, 421],
    [10, 842, 84],
    [1, 82, 8],
  ])('draws the study: %f %% are %i images, about %i with a mask', (percent, count, masked) => {
    const drawn = drawSubset(STUDY, percent, 1).images;
    expect(drawn).toHaveLength(count);
    expect(Math.abs(drawn.filter((image) => image.mask !== null).length - masked)).toBeLessThanOrEqual(3);
  });

  it('is nested: every smaller subset lies inside the larger one', () => {
    const sizes = [1, 2.5, 10, 33, 50, 100];
    for (const [index, percent] of sizes.slice(1).entries()) {
      const larger = paths(drawSubset(STUDY, percent, 7).images);
      const smaller = drawSubset(STUDY, sizes[index] ?? 0, 7).images;
      expect(smaller.every((image) => larger.has(image.path))).toBe(true);
    }
  });

  it('keeps the share of masks in every prefix to within one image of a class', () => {
    const one = images('Lymphocyte', 1000, 100);
    for (let percent = 0.1; percent <= 100; percent += 1.7) {
      const drawn = drawSubset(one, percent, 3).images;
      const masked = drawn.filter((image) => image.mask !== null).length;
      expect(Math.abs(masked - drawn.length / 10)).toBeLessThanOrEqual(1);
    }
  });

  it('is the same for the same seed, whatever the order of the images, and another for another seed', () => {
    const first = paths(drawSubset(STUDY, 10, 1).images);
    expect(paths(drawSubset([...STUDY].reverse(), 10, 1).images)).toEqual(first);
    expect(paths(drawSubset(STUDY, 10, 2).images)).not.toEqual(first);
  });

  it.each([
    [100, 29, 29],
    [29, 100, 29],
    [0.29, 10_000, 29],
    [0.1, 3000, 3],
    [0.7, 1000, 7],
    [99.9, 10, 9],
    [57, 100, 57],
    [1.1, 1000, 11],
    [1.4, 5500, 77],
    [2.3, 3000, 69],
  ])('%f %% of %i images are %i, without harm from floating point', (percent, count, expected) => {
    expect(drawSubset(images('Monocyte', count), percent, 1).images).toHaveLength(expected);
  });

  it('keeps one image of a class that would vanish, and names it', () => {
    const { images: drawn, warnings } = drawSubset([...images('Basophil', 7), ...images('Monocyte', 900)], 1, 1);
    expect(drawn.filter((image) => image.class === 'Basophil')).toHaveLength(1);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/1 % subset.*Basophil \(7 training images\)/);
  });

  it('names a class that has images only in val, and draws nothing but training images', () => {
    const { images: drawn, warnings } = drawSubset([...images('A', 4), ...images('A', 4, 0, 'val'), ...images('B', 3, 0, 'val')], 50, 1);
    expect(drawn).toHaveLength(2);
    expect(drawn.every((image) => image.split === 'train')).toBe(true);
    expect(warnings[0]).toMatch(/Class B has no training images/);
  });

  it('draws unlabelled images as one group, and nothing from nothing', () => {
    expect(drawSubset(images(null, 50), 10, 1).images).toHaveLength(5);
    expect(drawSubset([], 10, 1)).toEqual({ images: [], warnings: [] });
  });

  it.each([0, -1, 100.1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %f %%', (percent) => {
    expect(() => drawSubset(STUDY, percent, 1)).toThrow(/percentage/);
  });
});

describe('drawSubsetBy', () => {
  const of = (drawn: readonly Toy[], name: string) => drawn.filter((image) => image.class === name).length;

  it('draws a number of each class, and says where there are not so many', () => {
    const { images: drawn, warnings } = drawSubsetBy(STUDY, { kind: 'count', count: 200, floor: 1 }, 1);
    expect([of(drawn, 'Basophil'), of(drawn, 'Monocyte'), of(drawn, 'Neutrophil')]).toEqual([176, 200, 200]);
    expect(warnings).toEqual([expect.stringMatching(/asks for more than there are of Basophil \(176 training images\)/)]);
  });

  it('gives no class fewer than the floor, and says which were raised', () => {
    const { images: drawn, warnings } = drawSubsetBy(STUDY, { kind: 'percent', percent: 1, floor: 10 }, 1);
    expect([of(drawn, 'Basophil'), of(drawn, 'Eosinophil'), of(drawn, 'Neutrophil')]).toEqual([10, 10, 51]);
    expect(warnings).toEqual([expect.stringMatching(/fewer than 10 images of Basophil .*Eosinophil .*Monocyte/)]);
  });

  it('is nested across percentages, counts and floors of one seed', () => {
    const chain = [
      { kind: 'count', count: 1, floor: 0 },
      { kind: 'percent', percent: 1, floor: 1 },
      { kind: 'percent', percent: 1, floor: 20 },
      { kind: 'percent', percent: 12, floor: 20 },
      { kind: 'count', count: 700, floor: 1 },
      { kind: 'percent', percent: 100, floor: 1 },
    ] as const;
    for (const [index, settings] of chain.slice(1).entries()) {
      const larger = paths(drawSubsetBy(STUDY, settings, 3).images);
      const smaller = drawSubsetBy(STUDY, chain[index] ?? settings, 3).images;
      expect(smaller.every((image) => larger.has(image.path))).toBe(true);
    }
  });

  it('draws the same of names that a system hands out decomposed', () => {
    const spelt = (form: 'NFC' | 'NFD') =>
      images('A', 60).map((image, index) => ({
        ...image,
        path: `train/data/A/${'Z\u00fcz\u00e4\u00f6'.slice(index % 5)}-${index}.png`.normalize(form),
      }));
    const drawn = (form: 'NFC' | 'NFD') =>
      drawSubsetBy(spelt(form), { kind: 'count', count: 9, floor: 0 }, 1).images.map(({ path }) => path.normalize('NFC'));
    expect(drawn('NFD').sort()).toEqual(drawn('NFC').sort());
  });
});
