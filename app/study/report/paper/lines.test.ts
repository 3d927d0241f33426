import { describe, expect, it } from 'vitest';
import type { Words } from './blocks.ts';
import { linesOf, widthsOf } from './lines.ts';

const words = (text: string, isBold = false): Words => ({ text, isBold, isSmall: false, isQuiet: false, isCode: false });
/** As of a typewriter: one for each character. */
const widthOf = (text: string) => [...text].length;
const broken = (width: number, ...of: readonly Words[]) =>
  linesOf(of, width, widthOf).map(({ pieces }) => pieces.map(({ text }) => text).join('|'));

describe('lines', () => {
  it.each([
    ['as long as they may be', 9, 'one two three', ['one two', 'three']],
    ['that end with the last word that fits', 7, 'one two three', ['one two', 'three']],
    ['broken where the text is', 20, 'one\ntwo', ['one', 'two']],
    ['of words too long for one, broken anywhere', 4, 'a hippopotamus', ['a', 'hipp', 'opot', 'amus']],
    ['without the space that they break at', 3, 'one   two', ['one', 'two']],
    ['that keep joined words together', 8, 'one 12\u00a0%', ['one 12\u00a0%']],
    ['of at least one character, however narrow', 0, 'ab', ['a', 'b']],
    ['that do not tear a character apart', 1, '🩸🩸', ['🩸', '🩸']],
    ['of nothing', 5, '', ['']],
  ])('are %s', (_, width, text, expected) => {
    expect(broken(width, words(text))).toEqual(expected);
  });

  it('join what looks alike, so that it is copied as one', () => {
    expect(broken(20, words('one '), words('two three', true))).toEqual(['one |two three']);
    expect(broken(6, words('one '), words('two three', true))).toEqual(['one', 'two', 'three']);
  });

  it('lose no character', () => {
    const text = 'The quick brown fox jumps over the lazy dog, and then some-very-long-thing follows it';
    for (let width = 1; width < 90; width++) expect(broken(width, words(text)).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });
});

it('a text is as wide as its longest line, and at least as its longest word', () => {
  expect(widthsOf([words('one two\nhippopotamus')], widthOf)).toEqual({ least: 12, natural: 12 });
  expect(widthsOf([words('one two')], widthOf)).toEqual({ least: 3, natural: 7 });
  expect(widthsOf([], widthOf)).toEqual({ least: 0, natural: 0 });
});
