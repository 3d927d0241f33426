import { describe, expect, it } from 'vitest';
import { count, counted, duration, loss, moment, percent, percentRange, score, subsetName } from './numbers.ts';

describe('numbers as the report writes them', () => {
  it.each([
    [percent(0.94123), '94.1 %'],
    [percent(0), '0.0 %'],
    [percent(Number.NaN), '–'],
    [percentRange([0.9, 1]), '90.0–100.0 %'],
    [percentRange([Number.NaN, 1]), '–'],
    [subsetName(0.5), '0.5 %'],
    [score(2 / 3), '0.667'],
    [score(Number.NaN), '–'],
    [loss(0.00116549), '0.001165'],
    [loss(1234.5678), '1235'],
    [loss(Number.POSITIVE_INFINITY), '–'],
    [count(8447), '8,447'],
    [counted(1, 'image', 'images'), '1 image'],
    [counted(0, 'image', 'images'), '0 images'],
    [duration(null), '–'],
    [duration(4.04), '4.0 s'],
    [duration(9.96), '10 s'],
    [duration(59.7), '1 min 0 s'],
    [duration(3599.6), '1 h 0 min'],
    [duration(7380), '2 h 3 min'],
    [moment(new Date('2026-11-23T05:51:13Z')), '2026-11-23 05:51 UTC'],
    [moment(new Date('nonsense')), '–'],
  ])('%s is %s', (written, expected) => {
    expect(written.replaceAll('\u00a0', ' ')).toBe(expected);
  });
});
