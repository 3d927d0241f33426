import { describe, expect, it } from 'vitest';
import { numberOf, numbersOf, wholeNumbersOf } from './numbers.ts';

describe('a typed number', () => {
  it.each([
    ['0,5', 0.5],
    [' 1e-3 ', 0.001],
    ['.5', 0.5],
    ['-2', -2],
    ['', Number.NaN],
    ['1,000,000', Number.NaN],
    ['1 2', Number.NaN],
    ['0x10', Number.NaN],
    ['Infinity', Number.NaN],
    ['12abc', Number.NaN],
  ])('%j is %d', (text, wanted) => {
    expect(numberOf(text)).toBe(wanted);
  });
});

describe('several typed whole numbers', () => {
  it.each([
    ['1', [1]],
    ['1, 7;9  11', [1, 7, 9, 11]],
    ['1,2,3', [1, 2, 3]],
    ['2-5', [2, 3, 4, 5]],
    ['2–3, 9', [2, 3, 9]],
    ['2147483647', [2147483647]],
    ['', []],
    ['two', [Number.NaN]],
    ['1.5', [Number.NaN]],
    ['-1', [Number.NaN]],
    ['5-2', [Number.NaN]],
    ['1-1000000', [Number.NaN]],
    ['99999999999999999999', [Number.NaN]],
  ])('%j are %j', (text, wanted) => {
    expect(wholeNumbersOf(text)).toEqual(wanted);
  });
});

describe('several typed numbers', () => {
  it.each([
    ['1, 10, 50, 100', [1, 10, 50, 100]],
    ['1,10,50', [1, 10, 50]],
    ['1, 2,5, 10', [1, 2.5, 10]],
    ['2,5', [2.5]],
    ['0.5; 1', [0.5, 1]],
    ['', []],
    ['1, x', [1, Number.NaN]],
  ])('%j are %j', (text, wanted) => {
    expect(numbersOf(text)).toEqual(wanted);
  });
});
