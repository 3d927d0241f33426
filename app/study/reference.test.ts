import { describe, expect, it } from 'vitest';
import { referenceFrom, studyReference } from './reference.ts';

const { classes, rows, cam16, autoencoder } = studyReference();

describe('the study reference', () => {
  it.each([
    [1, 'plain', 0.6221, 0.18],
    [1, 'ensemble', 0.7153, 0.49],
    [10, 'plain', 0.86, 0.69],
    [10, 'ensemble', 0.8762, 0.77],
    [50, 'plain', 0.9126, 0.8],
    [50, 'ensemble', 0.9641, 0.93],
    [100, 'plain', 0.9444, 0.9],
    [100, 'ensemble', 0.9419, 0.93],
  ] as const)('of WBC-%i %s is accuracy %d and macro-F1 %d, as the study prints them', (subset, arm, accuracy, macroF1) => {
    const row = rows.find((candidate) => candidate.subset === subset && candidate.arm === arm);
    expect(row?.accuracy.toFixed(4)).toBe(accuracy.toFixed(4));
    expect(row?.macroF1.toFixed(2)).toBe(macroF1.toFixed(2));
  });

  it('says of the WBC-100 ensemble, and of no other row, that its matrix covers 1171 images', () => {
    const noted = rows.filter(({ note }) => note !== undefined);
    expect(noted.map(({ subset, arm, images }) => [subset, arm, images])).toEqual([[100, 'ensemble', 1171]]);
    expect(noted[0]?.note).toContain('1171 images, not 1728');
  });

  it('has eight rows of the five classes, in the order of the matrices', () => {
    expect(rows).toHaveLength(8);
    expect(classes).toEqual(['Basophil', 'Eosinophil', 'Lymphocyte', 'Monocyte', 'Neutrophil']);
  });

  it('has what the two pre-trained networks reached', () => {
    expect(cam16.accuracy.toFixed(4)).toBe('0.8704');
    expect(cam16.confusion).toEqual([
      [50, 4],
      [10, 44],
    ]);
    expect(autoencoder.validationMse).toBe(0.001165);
  });

  it.each(['', '{', '{}', '{"classes": ["a"], "rows": "none"}'])('refuses a damaged file (%j) in a sentence', (text) => {
    expect(() => referenceFrom(text)).toThrow('study-reference.json is damaged');
  });
});
