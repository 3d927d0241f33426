import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../app/contract/slides.ts';
import { cellOf, takenFor } from './cells.fixture.ts';
import { sectionIdOf, sectionOf, sectionsOf } from './sections.ts';

const CLASSES = ['Monocyte', 'Neutrophil'];
const failed: Cell['result'] = { kind: 'unclassified', reason: 'unreadable', sentence: 'It is damaged.' };

describe('where a cell lies in the gallery', () => {
  it.each<[string, Partial<Cell>, string]>([
    ['nobody looked at', {}, 'waiting'],
    ['the model is sure of', { result: takenFor('Monocyte', 0.99) }, 'class Monocyte'],
    ['the model is not sure of', { result: takenFor('Monocyte', 0.4, true) }, 'uncertain'],
    ['the model is sure of, out of focus', { result: takenFor('Monocyte', 0.99), flags: ['out of focus'] }, 'flagged'],
    ['the model is not sure of, out of focus', { result: takenFor('Monocyte', 0.4, true), flags: ['out of focus'] }, 'flagged'],
    ['that could not be classified', { result: failed }, 'unclassified'],
    ['that is there twice', { result: takenFor('Monocyte', 0.99), duplicateOf: 1 }, 'duplicate'],
    [
      'that a person named, whatever the model said',
      { result: takenFor('Monocyte', 0.4, true), label: { kind: 'class', class: 'Blast' } },
      'class Blast',
    ],
    [
      'that could not be classified and a person named',
      { result: failed, label: { kind: 'class', class: 'Neutrophil' } },
      'class Neutrophil',
    ],
    ['that a person does not count', { result: takenFor('Monocyte', 0.99), label: { kind: 'not counted' } }, 'not counted'],
  ])('of a cell %s', (_, rest, id) => {
    expect(sectionIdOf(sectionOf(cellOf(2, rest)))).toBe(id);
  });
});

describe('the parts of the gallery', () => {
  it('begin with what is uncertain, flagged and unclassified, and end with what is not counted', () => {
    const cells = [
      cellOf(1, { label: { kind: 'not counted' } }),
      cellOf(2, { result: takenFor('Neutrophil', 0.9) }),
      cellOf(3, { result: failed }),
      cellOf(4, { result: takenFor('Monocyte', 0.9) }),
      cellOf(5, { result: takenFor('Monocyte', 0.9), flags: ['empty'] }),
      cellOf(6, { result: takenFor('Monocyte', 0.5, true) }),
      cellOf(7, { result: takenFor('Monocyte', 0.9), duplicateOf: 4 }),
    ];
    const ids = sectionsOf(cells, CLASSES).map(({ id }) => id);
    expect(ids).toEqual(['uncertain', 'flagged', 'unclassified', 'class Monocyte', 'class Neutrophil', 'duplicate', 'not counted']);
  });

  it('hold each cell once', () => {
    const cells = Array.from({ length: 400 }, (_, at) =>
      cellOf(at + 1, {
        ...(at % 3 === 0 ? {} : { result: at % 7 === 0 ? failed : takenFor(CLASSES[at % 2] ?? '', (at % 100) / 100, at % 5 === 0) }),
        ...(at % 11 === 0 ? { label: { kind: 'class' as const, class: at % 2 === 0 ? 'Blast' : 'Monocyte' } } : {}),
        ...(at % 13 === 0 ? { flags: ['several cells' as const] } : {}),
      }),
    );
    const shown = sectionsOf(cells, CLASSES).flatMap((section) => section.cells.map(({ id }) => id));
    expect(shown.toSorted((a, b) => a - b)).toEqual(cells.map(({ id }) => id));
  });

  it('keep cells of one predicted class together, the least sure first', () => {
    const cells = [
      cellOf(1, { result: takenFor('Neutrophil', 0.3, true) }),
      cellOf(2, { result: takenFor('Monocyte', 0.6, true) }),
      cellOf(3, { result: takenFor('Monocyte', 0.2, true) }),
      cellOf(4, { result: takenFor('Unheard of', 0.1, true) }),
    ];
    expect(sectionsOf(cells, CLASSES)[0]?.cells.map(({ id }) => id)).toEqual([3, 2, 1, 4]);
  });

  it('show a class that only a person knows, and no part without cells', () => {
    expect(sectionsOf([cellOf(1, { label: { kind: 'class', class: 'Blast' } })], CLASSES).map(({ id }) => id)).toEqual(['class Blast']);
    expect(sectionsOf([], CLASSES)).toEqual([]);
  });
});
