import { describe, expect, it } from 'vitest';
import type { Finding, Severity } from '../../app/contract/findings.ts';
import { bySeverity, isLeakage, isOld, setsToShow } from './findings.ts';

const finding = (severity: Severity, check: string, sets: string[][] = []): Finding => ({
  ...{ check, severity, dataSet: 'd', sentence: check, files: sets.flat(), sets },
});

describe('findings on the screen', () => {
  it('come the gravest first, whatever order they were found in, and without empty headings', () => {
    const groups = bySeverity([finding('note', 'a'), finding('serious', 'b'), finding('note', 'c')]);
    expect(groups.map(({ severity, findings }) => [severity, findings.map(({ check }) => check)])).toEqual([
      ['serious', ['b']],
      ['note', ['a', 'c']],
    ]);
    expect(bySeverity([])).toEqual([]);
  });

  it.each([
    ['leak-files', true],
    ['leak-pictures', true],
    ['leak-groups', true],
    ['labels', false],
    ['duplicates', false],
    ['files', false],
  ])('%s is mended by moves: %s', (check, is) => {
    expect(isLeakage(finding('serious', check))).toBe(is);
  });
});

describe('a check', () => {
  it.each([
    ['a', 'a', false],
    ['a', 'b', true],
    ['a', null, true],
    [null, null, false],
    [null, 'b', false],
  ])('of a data set with the hash %s is of another than one with %s: %s', (then, now, old) => {
    expect(isOld({ hash: then, findings: [] }, now)).toBe(old);
  });
});

describe('sets of the same picture', () => {
  const many = Array.from({ length: 200 }, (_, index) => [`a/${index}`, `b/${index}`, `c/${index}`]);

  it('are a few at first, and it is said how many are left', () => {
    const { shown, hidden } = setsToShow(finding('note', 'duplicates', many), false);
    expect([shown.length, hidden]).toEqual([5, 195]);
  });

  it('are never more than can be asked for at once', () => {
    const { shown, hidden } = setsToShow(finding('note', 'duplicates', many), true);
    expect(shown.flatMap(({ paths }) => paths).length).toBeLessThanOrEqual(500);
    expect(shown.length + hidden).toBe(200);
  });

  it('show the first images of a smear that has thousands', () => {
    const smear = Array.from({ length: 3000 }, (_, index) => `smear/${index}`);
    const [only] = setsToShow(finding('serious', 'leak-groups', [smear]), false).shown;
    expect([only?.paths.length, only?.hidden]).toEqual([12, 2988]);
  });

  it('that are empty or not there at all are none', () => {
    expect(setsToShow(finding('note', 'x', [[]]), true)).toEqual({ shown: [], hidden: 0 });
    const { sets: _, ...without } = finding('note', 'x');
    expect(setsToShow(without, true)).toEqual({ shown: [], hidden: 0 });
  });

  it('name an image once that is in a set twice', () => {
    expect(setsToShow(finding('note', 'x', [['a', 'a', 'b']]), true).shown).toEqual([{ paths: ['a', 'b'], hidden: 0 }]);
  });
});
