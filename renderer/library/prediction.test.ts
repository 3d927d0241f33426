import { describe, expect, it } from 'vitest';
import { imageFilterSchema } from '../../app/contract/library.ts';
import { type Prediction, predictionAsked, runOf, withPredicted, withRight, withRun } from './prediction.ts';

const FIRST = { id: 3, classes: ['A', 'B'] };
const SECOND = { id: 9, classes: ['B', 'C'] };
const all = (run: number): Prediction => ({ run, predicted: null, isRight: null });

describe('what a run predicted', () => {
  it('is asked of the chosen run, and of the latest where none is chosen', () => {
    expect(runOf([SECOND, FIRST], null)).toBe(SECOND);
    expect(runOf([SECOND, FIRST], all(3))).toBe(FIRST);
    expect(runOf([], null)).toBeUndefined();
    // A run that is gone by now.
    expect(runOf([SECOND], all(3))).toBe(SECOND);
  });

  it('is narrowed step by step, from the class or from right and wrong as well as from the run', () => {
    expect(withRun(null, FIRST)).toEqual(all(3));
    expect(withPredicted(null, FIRST, 'A')).toEqual({ run: 3, predicted: 'A', isRight: null });
    expect(withRight(withPredicted(null, FIRST, 'A'), FIRST, false)).toEqual({ run: 3, predicted: 'A', isRight: false });
  });

  it.each([
    ['the class', withPredicted(withPredicted(null, FIRST, 'A'), FIRST, 'A'), all(3)],
    ['right', withRight(withRight(null, FIRST, true), FIRST, true), all(3)],
    ['the run', withRun(withPredicted(null, FIRST, 'A'), FIRST), null],
  ])('%s chosen twice is taken back', (_, after, expected) => {
    expect(after).toEqual(expected);
  });

  it('wrong takes the place of right, and one class that of another', () => {
    expect(withRight(withRight(null, FIRST, true), FIRST, false).isRight).toBe(false);
    expect(withPredicted(withPredicted(null, FIRST, 'A'), FIRST, 'B').predicted).toBe('B');
  });

  it.each([
    ['B', 'B'],
    ['A', null],
  ])('under another run the class stays where that knows it: %s → %s', (before, after) => {
    expect(withRun({ run: 3, predicted: before, isRight: false }, SECOND)).toEqual({ run: 9, predicted: after, isRight: false });
  });

  it.each<[Prediction]>([[all(3)], [{ run: 3, predicted: 'A', isRight: null }], [{ run: 3, predicted: 'A', isRight: false }]])(
    'is asked in the words of the contract: %j',
    (prediction) => {
      const filter = { dataSet: 1, prediction: predictionAsked(prediction) };
      expect(imageFilterSchema.parse(filter)).toEqual(filter);
      for (const value of Object.values(predictionAsked(prediction))) expect(value).not.toBeNull();
    },
  );
});
