import { describe, expect, it } from 'vitest';
import { ADULT_RANGES } from '../../app/contract/differential.ts';
import { formOf, rangesOf } from './rangesForm.ts';

const row = (name: string, low: string, high: string) => ({ class: name, low, high });
const form = (...rows: readonly ReturnType<typeof row>[]) => ({ source: 'Our lab, 2026', rows });

describe('reference ranges', () => {
  it.each(['en', 'de'])('are the same after they stood in fields (%s)', (language) => {
    expect(rangesOf(formOf(ADULT_RANGES, language))).toEqual(ADULT_RANGES);
  });

  it('may have a comma, and rows that are not filled yet', () => {
    expect(rangesOf(form(row('Monocyte', '2,5', ' 10 '), row(' ', '', '')))?.ranges).toEqual([{ class: 'Monocyte', low: 2.5, high: 10 }]);
  });

  it.each([
    ['no source', { source: ' ', rows: [] }],
    ['no number', form(row('Monocyte', 'two', '10'))],
    ['nothing for a number', form(row('Monocyte', '', '10'))],
    ['a number in other writing', form(row('Monocyte', '1e1', '90'))],
    ['more than all', form(row('Monocyte', '2', '101'))],
    ['less than nothing', form(row('Monocyte', '-1', '10'))],
    ['a range from its end', form(row('Monocyte', '10', '2'))],
    ['a class twice', form(row('Monocyte', '2', '10'), row('monocytes', '2', '10'))],
  ])('cannot be used with %s', (_, wrong) => {
    expect(rangesOf(wrong)).toBeUndefined();
  });
});
