import { describe, expect, it } from 'vitest';
import type { Prediction } from '../../contract/evaluation.ts';
import { type Sweep, sweepSchema } from '../../contract/sweep.ts';
import { candidatesOf } from './candidates.ts';
import { type JudgedSweepRun, judgeRound } from './judgeSweep.ts';
import { bestOf, sweepTable, verdictOf } from './sweepTable.ts';

const CLASSES = ['A', 'B', 'Rare'];
const sweep: Sweep = sweepSchema.parse({ folds: 2, search: { kind: 'ladder', steps: [{ name: 'more', set: { epochs: 24 } }] } });
const candidates = candidatesOf(sweep);
const JUDGING = { classes: CLASSES, rarest: 'Rare', folds: 2, against: 'before' } as const;

const predictions = (...pairs: readonly (readonly [number, number])[]): Prediction[] =>
  pairs.map(([actual, predicted], at) => ({ sha256: String(at), path: `${at}.png`, actual, predicted, probabilities: [1, 0, 0] }));
const run = (candidate: string, seed: number, fold: number, of: Prediction[] | null): JudgedSweepRun => ({
  ...{ name: `${candidate}-s${seed}-f${fold + 1}`, candidate, seed, fold, predictions: of, diverged: of === null, seconds: 10 },
});

const right = predictions([0, 0], [1, 1]);
const rareRight = predictions([0, 0], [2, 2]);
const rareWrong = predictions([0, 0], [2, 0]);

describe('a candidate', () => {
  it('is judged on the predictions of all folds together, with and without the rarest class', () => {
    const runs = [run('base', 1, 0, right), run('base', 1, 1, rareWrong)];
    const [base] = judgeRound({ round: 1, candidates, runs }, JUDGING);
    // A: precision 2/3, recall 1, F1 .8; B 1; Rare 0.
    expect(base?.macroF1?.value).toBeCloseTo(1.8 / 3, 12);
    expect(base?.macroF1WithoutRarest?.value).toBeCloseTo(0.9, 12);
    expect(base?.seeds).toEqual([expect.objectContaining({ seed: 1, accuracy: 0.75 })]);
    expect(base?.macroF1?.overSeeds).toBeNull();
    expect(base?.macroF1?.overImages?.low).toBeLessThan(0.6);
    expect(base?.seconds).toBe(20);
  });

  it('has no score of a seed whose folds are not all there, and says what diverged', () => {
    const runs = [run('base', 1, 0, right), run('base', 1, 1, null), run('base', 2, 0, right), run('base', 2, 1, rareRight)];
    const [base] = judgeRound({ round: 1, candidates, runs }, JUDGING);
    expect(base?.seeds.map(({ seed }) => seed)).toEqual([2]);
    expect(base?.diverged).toEqual(['base-s1-f2']);
  });

  it('that has nothing yet has no score and no difference', () => {
    const [, more] = judgeRound({ round: 1, candidates, runs: [] }, JUDGING);
    expect(more).toMatchObject({ macroF1: null, macroF1WithoutRarest: null, difference: null, seeds: [] });
  });

  it('has an interval over its seeds, and one of its difference to the one before, seed by seed', () => {
    const runs = [1, 2, 3].flatMap((seed) => [
      ...[run('base', seed, 0, right), run('base', seed, 1, rareWrong)],
      ...[run('more', seed, 0, right), run('more', seed, 1, seed === 3 ? rareWrong : rareRight)],
    ]);
    const [base, more] = judgeRound({ round: 1, candidates, runs }, JUDGING);
    expect(base?.macroF1).toMatchObject({
      value: expect.closeTo(0.6, 12),
      overSeeds: { low: expect.closeTo(0.6, 9), high: expect.closeTo(0.6, 9) },
    });
    // Differences .4, .4, 0: mean .2667, deviation .2309, t(2) 4.3027.
    expect(more?.difference?.value).toBeCloseTo(0.8 / 3, 12);
    expect(more?.difference?.overSeeds?.low).toBeCloseTo(0.8 / 3 - (4.302653 * 0.230940108) / Math.sqrt(3), 6);
    expect(more?.differenceTo).toBe('base');
  });

  it.each([
    ['before', 'more'],
    ['first', 'base'],
  ] as const)('the third of a row is held against the one %s', (against, name) => {
    const third = sweepSchema.parse({
      search: {
        kind: 'ladder',
        steps: [
          { name: 'more', set: {} },
          { name: 'most', set: {} },
        ],
      },
    });
    const judged = judgeRound({ round: 1, candidates: candidatesOf(third), runs: [] }, { ...JUDGING, against });
    expect(judged[2]?.differenceTo).toBe(name);
  });
});

describe('a verdict', () => {
  const [above, across, below] = [
    { low: 0.01, high: 0.19 },
    { low: -0.01, high: 0.21 },
    { low: -0.19, high: -0.01 },
  ];
  it.each([
    ['better', { value: 0.1, overSeeds: above, overImages: above }],
    ['better', { value: 0.1, overSeeds: above, overImages: null }],
    ['worse', { value: -0.1, overSeeds: below, overImages: below }],
    ['none', { value: 0.1, overSeeds: across, overImages: above }],
    ['none', { value: 0.1, overSeeds: above, overImages: across }],
    ['none', { value: 0.1, overSeeds: { low: 0, high: 0.2 }, overImages: above }],
    ['one seed: nobody knows', { value: 0.3, overSeeds: null, overImages: above }],
  ])('is "%s" of %o', (verdict, difference) => {
    expect(verdictOf(difference)).toBe(verdict);
  });
});

describe('the table', () => {
  const runs = [1, 2].flatMap((seed) => [
    ...[run('base', seed, 0, right), run('base', seed, 1, rareWrong), run('more', seed, 0, right)],
    run('more', seed, 1, seed === 1 ? null : rareRight),
  ]);
  const judged = judgeRound({ round: 1, candidates, runs }, JUDGING);

  it('has a line for each candidate, names the best and calls the reference by what it is', () => {
    const text = sweepTable({ sweep, classes: CLASSES, rarestClass: 'Rare', images: 4, candidates: judged });
    expect(text).toContain('without Rare');
    expect(text).toMatch(/^base +12 +2 +0\.600/m);
    expect(text).toMatch(/^more +24 +1 +1\.000 .*nobody knows$/m);
    expect(text).toContain('base: the study’s own recipe');
    expect(text).toContain('Highest macro-F1: more');
  });

  it('goes without a best where nothing has a score', () => {
    const none = judgeRound({ round: 1, candidates, runs: [] }, JUDGING);
    expect(bestOf(none)).toBeUndefined();
    expect(sweepTable({ sweep, classes: CLASSES, rarestClass: 'Rare', images: 4, candidates: none })).not.toContain('Highest');
  });

  it('takes the best from the last round only', () => {
    const second = judged.filter(({ name }) => name === 'base').map((one) => ({ ...one, round: 2 }));
    expect(bestOf([...judged, ...second])?.name).toBe('base');
  });
});
