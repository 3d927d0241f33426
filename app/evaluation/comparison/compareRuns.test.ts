import { describe, expect, it } from 'vitest';
import { compareRuns, type JudgedRun, verdictOf } from './compareRuns.ts';

const CLASSES = ['a', 'b', 'c'];

function run(name: string, predicted: readonly number[], changes: Partial<JudgedRun> = {}): JudgedRun {
  const predictions = predicted.map((one, image) => ({
    ...{ sha256: `image ${image}`, path: `${name}/${image}.png`, actual: image % 3, predicted: one, probabilities: [] },
  }));
  return { name, classes: CLASSES, predictions, ...changes };
}

const RIGHT = Array.from({ length: 90 }, (_, image) => image % 3);

describe('comparing two runs', () => {
  it('pairs images by content, whatever their order and where they lie', () => {
    const first = run('one', RIGHT);
    const second = run('other', RIGHT);
    const turned = { ...second, predictions: second.predictions.toReversed() };
    expect(compareRuns(first, turned)).toMatchObject({ images: 90, macroF1: [1, 1], mcnemar: { b: 0, c: 0, p: 1 } });
  });

  it('of a run with itself finds no difference at all', () => {
    const { difference, verdict } = compareRuns(run('one', RIGHT), run('one', RIGHT));
    expect([difference, verdict]).toEqual([{ value: 0, low: 0, high: 0 }, 'no evidence of a difference']);
  });

  it('gives the same numbers every time, and mirrored ones the other way round', () => {
    const wrong = RIGHT.map((one, image) => (image % 4 === 0 ? (one + 1) % 3 : one));
    const [there, again, back] = [
      compareRuns(run('one', RIGHT), run('other', wrong)),
      compareRuns(run('one', RIGHT), run('other', wrong)),
      compareRuns(run('other', wrong), run('one', RIGHT)),
    ];
    expect(again).toEqual(there);
    expect(there.verdict).toBe('the first is better');
    expect(back.verdict).toBe('the second is better');
    expect(back.difference.value).toBe(-there.difference.value);
    expect(there.difference.low).toBeLessThanOrEqual(there.difference.value);
    expect(there.difference.high).toBeGreaterThanOrEqual(there.difference.value);
  });

  it('takes one picture that is there twice for two images', () => {
    const twice = (name: string) => {
      const { predictions, ...rest } = run(name, RIGHT);
      return { ...rest, predictions: [...predictions, ...predictions] };
    };
    expect(compareRuns(twice('one'), twice('other')).images).toBe(180);
  });

  it.each<[string, JudgedRun, RegExp]>([
    ['other classes', run('other', RIGHT, { classes: ['a', 'c', 'b'] }), /tells a, b, c apart, the other a, c, b/],
    ['fewer images', run('other', RIGHT.slice(1)), /are not the same/],
    ['no images', run('other', []), /judged on no image/],
    [
      'another label',
      run('other', RIGHT, { predictions: run('other', RIGHT).predictions.map((one) => ({ ...one, actual: (one.actual + 1) % 3 })) }),
      /90 of 90 images of the one and 90 of 90 of the other/,
    ],
  ])('refuses runs of %s in a sentence', (_, other, sentence) => {
    expect(() => compareRuns(run('one', RIGHT), other)).toThrow(sentence);
  });
});

describe('the verdict', () => {
  it.each([
    [{ low: -0.1, high: 0.1 }, { b: 5, c: 9, p: 0.4 }, 'no evidence of a difference'],
    [{ low: 0, high: 0.1 }, { b: 5, c: 9, p: 0.05 }, 'no evidence of a difference'],
    [{ low: 0.01, high: 0.1 }, { b: 5, c: 9, p: 0.4 }, 'the second is better'],
    [{ low: -0.1, high: -0.01 }, { b: 9, c: 5, p: 0.4 }, 'the first is better'],
    [{ low: -0.1, high: 0.1 }, { b: 5, c: 90, p: 0.001 }, 'the second is better'],
    [{ low: 0.01, high: 0.1 }, { b: 90, c: 5, p: 0.001 }, 'the measures disagree'],
  ] as const)('%o and %o: %s', (interval, test, verdict) => {
    expect(verdictOf(interval, test)).toBe(verdict);
  });
});
