import { describe, expect, it } from 'vitest';
import type { Prediction } from '../../contract/evaluation.ts';
import { randomFor } from '../../random/random.ts';
import { differenceOverImages, intervalOverImages } from './overImages.ts';

/** So many images of three classes, of which a share is taken for the next class. */
function answers(count: number, wrong: number, seed: number): Prediction[] {
  const random = randomFor(seed, 'answers');
  return Array.from({ length: count }, (_, at) => {
    const actual = at % 3;
    const predicted = random.uniform(0, 1) < wrong ? (actual + 1) % 3 : actual;
    return { sha256: String(at), path: `${at}.png`, actual, predicted, probabilities: [] };
  });
}
const ofSeeds = (count: number, wrong: number, ...seeds: readonly number[]) =>
  new Map(seeds.map((seed) => [seed, answers(count, wrong, seed)]));

describe('an interval over images', () => {
  it('holds what was drawn and shrinks with the images', () => {
    const [few, many] = [intervalOverImages(ofSeeds(60, 0.2, 1, 2, 3), 3), intervalOverImages(ofSeeds(3000, 0.2, 1, 2, 3), 3)];
    for (const interval of [few, many]) {
      expect(interval?.low).toBeLessThan(0.8);
      expect(interval?.high).toBeGreaterThan(0.8);
    }
    const width = (interval: typeof few) => (interval?.high ?? 0) - (interval?.low ?? 0);
    expect(width(few) / width(many)).toBeGreaterThan(4);
  });

  it('is the same every time, and in whatever order the folds come', () => {
    const one = ofSeeds(60, 0.3, 1, 2);
    const turned = new Map([...one].map(([seed, own]) => [seed, own.toReversed()]));
    expect(intervalOverImages(turned, 3)).toEqual(intervalOverImages(one, 3));
  });

  it.each([
    ['nothing', new Map()],
    ['a seed without answers', new Map([[1, []]])],
    [
      'seeds that answered about other images',
      new Map([
        [1, answers(9, 0, 1)],
        [2, answers(6, 0, 1)],
      ]),
    ],
  ])('is none of %s', (_, of) => {
    expect(intervalOverImages(of, 3)).toBeNull();
  });
});

describe('the difference over images', () => {
  it('is paired: of equal answers it is nothing, exactly', () => {
    expect(differenceOverImages(ofSeeds(60, 0.3, 1, 2), ofSeeds(60, 0.3, 1, 2), 3)).toEqual({ low: 0, high: 0 });
  });

  it('is above 0 where the second is right more often, below where less', () => {
    const [bad, good] = [ofSeeds(300, 0.5, 1, 2), ofSeeds(300, 0.1, 1, 2)];
    expect(differenceOverImages(bad, good, 3)?.low).toBeGreaterThan(0.2);
    expect(differenceOverImages(good, bad, 3)?.high).toBeLessThan(-0.2);
  });

  it('is over the seeds that both have, and none where they share none', () => {
    const first = ofSeeds(60, 0.3, 1, 2);
    expect(differenceOverImages(first, ofSeeds(60, 0.3, 2, 3), 3)).toEqual({ low: 0, high: 0 });
    expect(differenceOverImages(first, ofSeeds(60, 0.3, 3), 3)).toBeNull();
  });
});
