import { expect, it } from 'vitest';
import { shareTyped, typedOf } from './typedShare.ts';

it.each([
  ['2', 0.02],
  ['2.5', 0.025],
  [' 2,5 ', 0.025],
  ['0', 0],
  ['100', 1],
])('"%s" per cent is typed for %d', (text, share) => {
  expect(shareTyped(text)).toBeCloseTo(share, 10);
});

it.each(['', ' ', '-1', '101', '1e1', '0x1', '2..5', '2.5.5', 'two', '1000', '٢', 'NaN', '2 %'])('"%s" is no share in per cent', (text) => {
  expect(shareTyped(text)).toBeUndefined();
});

it('is held to what it may be at most', () => {
  expect(shareTyped('50', 0.5)).toBe(0.5);
  expect(shareTyped('51', 0.5)).toBeUndefined();
});

it.each([
  [0.02, 'en', '2'],
  [0.025, 'de', '2,5'],
  [1, 'en', '100'],
  [0.87654, 'de', '87,65'],
])('%d stands in a field as a language has it (%s: %s) and is read again', (share, language, text) => {
  expect(typedOf(share, language)).toBe(text);
  expect(shareTyped(text)).toBeCloseTo(share, 4);
});
