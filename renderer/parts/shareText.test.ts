import { expect, it } from 'vitest';
import { shareText } from './shareText.ts';

it.each([
  [0, '0%'],
  [0.0004, '0.0%'],
  [0.004, '0.4%'],
  [0.0949, '9.5%'],
  [0.09, '9.0%'],
  [0.1, '10%'],
  [0.4349, '43%'],
  [0.99, '99%'],
  [0.9961, '99.6%'],
  [1, '100%'],
  [3.2, '320%'],
])('a share of %f is %s', (share, text) => {
  expect(shareText(share, 'en')).toBe(text);
});

it('is written as its language does', () => {
  expect(shareText(0.095, 'de')).toBe('9,5\u00a0%');
});
