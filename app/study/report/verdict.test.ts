import { describe, expect, it } from 'vitest';
import type { StudyRow } from '../../contract/studyResult.ts';
import type { Arm } from '../../contract/words.ts';
import { outcome, verdictSentences } from './verdict.ts';

function row(subset: number, arm: Arm, low: number, accuracy: number, high: number): StudyRow {
  const scores = { macroF1: 0, weightedF1: 0, perClass: {}, confusion: [], seconds: 0, epoch: 1, bestEpoch: 1, bestMacroF1: 0 };
  return { subset, arm, trainImages: 1, maskedCopies: 0, accuracy, accuracyInterval: [low, high], ...scores };
}
const sentences = (rows: readonly StudyRow[]) => verdictSentences(rows).map((sentence) => sentence.replaceAll('\u00a0', ' '));

describe('the outcome of a comparison', () => {
  const base = row(1, 'plain', 0.6, 0.65, 0.7);
  it.each([
    ['higher', 0.71, 0.8],
    ['lower', 0.4, 0.59],
    ['no evidence', 0.65, 0.9],
    ['no evidence', 0.7, 0.8],
    ['no evidence', 0.5, 0.6],
    ['no evidence', 0.61, 0.62],
  ])('is %s for an interval of %f to %f against 0.6 to 0.7', (expected, low, high) => {
    expect(outcome(row(1, 'masks', low, (low + high) / 2, high), base)).toBe(expected);
  });
});

describe('the verdict', () => {
  it('tells where the ensemble is more accurate, and that elsewhere there is no evidence of a difference', () => {
    const rows = [
      row(1, 'plain', 0.6, 0.62, 0.64),
      row(1, 'ensemble', 0.69, 0.715, 0.74),
      row(10, 'plain', 0.84, 0.86, 0.88),
      row(10, 'ensemble', 0.86, 0.876, 0.89),
    ];
    expect(sentences(rows)[0]).toBe(
      'The ensemble is more accurate at 1 % (62.0 % → 71.5 %) than the plain network on the same subset; there is no evidence of a difference at 10 %, where the 95 % intervals overlap.',
    );
  });

  it('tells of a loss as plainly as of a gain', () => {
    const rows = [
      row(1, 'plain', 0.6, 0.62, 0.64),
      row(1, 'masks', 0.5, 0.52, 0.54),
      row(10, 'plain', 0.6, 0.62, 0.64),
      row(10, 'masks', 0.7, 0.72, 0.74),
    ];
    expect(sentences(rows)[0]).toBe(
      'Training with masked copies is more accurate at 10 % (62.0 % → 72.0 %) and is less accurate at 1 % (62.0 % → 52.0 %) than the plain network on the same subset.',
    );
  });

  it('claims nothing where all intervals overlap', () => {
    const rows = [row(1, 'plain', 0.5, 0.6, 0.7), row(1, 'ensemble', 0.6, 0.7, 0.8), row(100, 'plain', 0.65, 0.75, 0.85)];
    const told = sentences(rows);
    expect(told).toHaveLength(2);
    for (const sentence of told) {
      expect(sentence).toContain('no evidence of a difference');
      expect(sentence).not.toMatch(/more accurate|less accurate|costs/);
    }
  });

  it('says what the smallest subset costs, in whatever order the rows come', () => {
    const told = sentences([row(100, 'plain', 0.9, 0.94, 0.96), row(10, 'plain', 0.8, 0.86, 0.89), row(1, 'plain', 0.6, 0.62, 0.64)]);
    expect(told).toEqual([
      'The plain network reaches 62.0 % (60.0–64.0 %) with 1 % of the training images against 94.0 % (90.0–96.0 %) with 100 %: training on less costs accuracy, the 95 % intervals do not overlap.',
    ]);
  });

  it.each([[[]], [[row(10, 'plain', 0, 0.5, 1)]], [[row(10, 'ensemble', 0, 0.5, 1)]]])(
    'says nothing where there is nothing to compare',
    (rows) => {
      expect(verdictSentences(rows)).toEqual([]);
    },
  );
});
