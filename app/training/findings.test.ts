import { describe, expect, it } from 'vitest';
import type { RunFile, RunImage } from '../contract/runFile.ts';
import { handfulOf } from './findings.ts';
import { tinyRun } from './tinyDataSet.fixture.ts';

const images = (counts: Readonly<Record<string, number>>): RunImage[] =>
  Object.entries(counts).flatMap(([name, count]) =>
    Array.from({ length: count }, (_, at) => ({ sha256: 'a'.repeat(64), path: `${name}/${at}.png`, class: name, mask: null })),
  );
const run = (counts: Readonly<Record<string, number>>, more: Partial<RunFile> = {}) =>
  tinyRun({ train: images({ A: 1 }), val: images(counts) }, {}, { classes: Object.keys(counts), ...more });

describe('the handful of images that is shown after every epoch', () => {
  it.each<[Readonly<Record<string, number>>, Readonly<Record<string, number>>]>([
    [
      { A: 100, B: 100 },
      { A: 6, B: 6 },
    ],
    [
      { A: 1000, B: 1 },
      { A: 11, B: 1 },
    ],
    [
      { A: 2, B: 0, C: 1 },
      { A: 2, C: 1 },
    ],
    [{ A: 0 }, {}],
  ])('of %j has of each class as many as there is room for: %j', (counts, wanted) => {
    const { val } = run(counts).images;
    const shown = handfulOf(run(counts)).map((at) => val[at]?.class ?? '');
    expect(Object.fromEntries([...Map.groupBy(shown, (name) => name)].map(([name, own]) => [name, own.length]))).toEqual(wanted);
    expect(new Set(handfulOf(run(counts))).size).toBe(shown.length);
  });

  it('is the same whatever the seed, the recipe and the subset, and another one for other data', () => {
    const counts = { A: 500, B: 500 };
    const handful = handfulOf(run(counts));
    expect(handfulOf(run(counts, { seed: 99, subset: { percent: 1, seed: 2 } }))).toEqual(handful);
    expect(handfulOf(run(counts, { dataSet: { name: 'tiny', hash: 'b'.repeat(64), root: '/' } }))).not.toEqual(handful);
  });

  it('of 13 classes shows one of each of twelve, and of an autoencoder six images', () => {
    const many = run(Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`C${at}`, 5])));
    expect(new Set(handfulOf(many).map((at) => many.images.val[at]?.class)).size).toBe(12);
    expect(handfulOf(run({ A: 50 }, { classes: [] })).length).toBe(6);
  });
});
