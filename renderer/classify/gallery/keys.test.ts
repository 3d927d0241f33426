import { describe, expect, it } from 'vitest';
import { cellOf, takenFor } from './cells.fixture.ts';
import { confirmed, reviewKey } from './keys.ts';

const CLASSES = ['Basophil', 'Eosinophil', 'Lymphocyte', 'Monocyte', 'Neutrophil'];
const press = (key: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey', boolean>> = {}) =>
  reviewKey({ key, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...held }, CLASSES);

describe('a key of the review', () => {
  it.each(CLASSES.map((name, at) => [String(at + 1), name]))('%s says %s', (key, name) => {
    expect(press(key)).toEqual({ kind: 'label', label: { kind: 'class', class: name } });
  });

  it.each([
    ['0', { kind: 'label', label: { kind: 'not counted' } }],
    [' ', { kind: 'confirm' }],
    ['Backspace', { kind: 'clear' }],
    ['Delete', { kind: 'clear' }],
    ['H', { kind: 'heat' }],
  ])('"%s" says what is to be done', (key, meaning) => {
    expect(press(key)).toEqual(meaning);
  });

  it.each(['6', '9', 'a', '١', 'F1', 'Enter', '', '12'])('"%s" says nothing with five classes', (key) => {
    expect(press(key)).toBeUndefined();
  });

  it('undoes with Ctrl or Cmd and Z, and leaves other keys with them to the browser', () => {
    expect(press('z', { ctrlKey: true })).toEqual({ kind: 'undo' });
    expect(press('Z', { metaKey: true })).toEqual({ kind: 'undo' });
    expect(press('z', { ctrlKey: true, shiftKey: true })).toBeUndefined();
    expect(press('1', { ctrlKey: true })).toBeUndefined();
    expect(press('1', { altKey: true })).toBeUndefined();
  });
});

it('that the model is right is said once for each class that it took cells for, and of none that it could not classify', () => {
  const cells = [
    cellOf(1, { result: takenFor('Monocyte', 0.4) }),
    cellOf(2, { result: takenFor('Basophil', 0.4) }),
    cellOf(3),
    cellOf(4, { result: takenFor('Monocyte', 0.5) }),
  ];
  expect(confirmed(cells)).toEqual([
    { label: { kind: 'class', class: 'Monocyte' }, cells: [1, 4] },
    { label: { kind: 'class', class: 'Basophil' }, cells: [2] },
  ]);
  expect(confirmed([cellOf(3)])).toEqual([]);
});
