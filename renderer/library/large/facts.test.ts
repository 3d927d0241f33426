import { describe, expect, it } from 'vitest';
import { bytesText, percentText } from './facts.ts';

describe('facts in words', () => {
  it.each([
    [0, '0 byte'],
    [999, '999 byte'],
    [12_345, '12 kB'],
    [3_440_000, '3.4 MB'],
    [99_999_999_999_999, '100,000 GB'],
  ])('%i bytes are %s', (bytes, text) => {
    expect(bytesText(bytes, 'en')).toBe(text);
  });

  it('are written as each language writes them', () => {
    expect(bytesText(3_440_000, 'de')).toBe('3,4 MB');
    expect(percentText(0.123, 'de')).toBe('12,3\u00a0%');
  });
});
