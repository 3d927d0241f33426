import { describe, expect, it } from 'vitest';
import { askedOf, type Drawing, drawingOf, FIRST_DRAWING, isName, offeredName } from './drawing.ts';

const typed = (changes: Partial<Drawing>) => askedOf({ ...FIRST_DRAWING, ...changes });

describe('what is asked for', () => {
  it.each<[Partial<Drawing>, unknown]>([
    [{}, { settings: { kind: 'percent', percent: 10, floor: 1 }, seed: 1 }],
    [
      { percent: '0,5', floor: '0' },
      { settings: { kind: 'percent', percent: 0.5, floor: 0 }, seed: 1 },
    ],
    [
      { kind: 'count', count: ' 7 ' },
      { settings: { kind: 'count', count: 7, floor: 1 }, seed: 1 },
    ],
    [
      { kind: 'count', percent: 'nonsense that is not asked for' },
      { settings: { kind: 'count', count: 50, floor: 1 }, seed: 1 },
    ],
  ])('is read from what is typed: %o', (changes, asked) => {
    expect(typed(changes)).toEqual(asked);
  });

  it.each<[Partial<Drawing>, string[]]>([
    [{ percent: '0' }, ['percent']],
    [{ percent: '101' }, ['percent']],
    [{ percent: '1e2' }, ['percent']],
    [{ percent: '' }, ['percent']],
    [{ percent: 'Infinity' }, ['percent']],
    [{ kind: 'count', count: '0' }, ['count']],
    [{ kind: 'count', count: '-3' }, ['count']],
    [{ kind: 'count', count: '2.5' }, ['count']],
    [{ floor: '-1' }, ['floor']],
    [{ seed: '2147483648' }, ['seed']],
    [{ seed: '1.5', floor: 'x' }, ['seed', 'floor']],
  ])('names the fields that cannot be used: %o', (changes, wrong) => {
    expect(typed(changes)).toEqual({ wrong });
  });
});

describe('the name of a subset', () => {
  it('is offered from what is asked, and can be used as it is', () => {
    const of = (changes: Partial<Drawing>) => {
      const asked = typed(changes);
      return 'wrong' in asked ? 'wrong' : offeredName(asked, (count) => `${count} of each class`);
    };
    expect([of({}), of({ kind: 'count' }), of({ percent: '0.5', seed: '3' })]).toEqual(['10 %', '50 of each class', '0.5 % seed 3']);
    expect([of({}), of({ kind: 'count' }), of({ seed: '2147483647' })].every(isName)).toBe(true);
  });

  it('comes back with a saved subset that another begins from', () => {
    const saved = {
      id: 1,
      name: 'few',
      dataSet: 'x',
      settings: { kind: 'count', count: 5, floor: 2 },
      seed: 4,
      images: 25,
      isCurrent: true,
    } as const;
    expect(drawingOf(saved, FIRST_DRAWING)).toEqual({ kind: 'count', percent: '10', count: '5', floor: '2', seed: '4', name: 'few' });
  });
});
