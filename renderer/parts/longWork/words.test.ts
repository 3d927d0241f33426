import { describe, expect, it } from 'vitest';
import { CONTRACT } from '../../../app/contract/contract.ts';
import type { Work } from '../../../app/contract/work.ts';
import { de } from '../../messages/de.ts';
import { en } from '../../messages/en.ts';
import { endedBetween, isLongProcedure, rateWords, shareOf, timeWords } from './words.ts';

describe('the time that is left', () => {
  it.each([
    [0, { unit: 'moment' }],
    [9.9, { unit: 'moment' }],
    [10, { unit: 'seconds', count: 10 }],
    [34, { unit: 'seconds', count: 30 }],
    [54.9, { unit: 'seconds', count: 50 }],
    [55, { unit: 'minutes', count: 1 }],
    [89, { unit: 'minutes', count: 1 }],
    [91, { unit: 'minutes', count: 2 }],
    [125, { unit: 'minutes', count: 2 }],
    [14 * 60, { unit: 'minutes', count: 14 }],
    [17 * 60, { unit: 'minutes', count: 15 }],
    [57 * 60, { unit: 'minutes', count: 55 }],
    [58 * 60, { unit: 'hours', count: 1 }],
    [5 * 3600 + 1900, { unit: 'hours', count: 6 }],
    [35 * 3600, { unit: 'hours', count: 35 }],
    [47 * 3600, { unit: 'days', count: 2 }],
  ])('is said of %d seconds as a person would', (seconds, words) => {
    expect(timeWords(seconds)).toEqual(words);
  });

  it.each([null, Number.NaN, Number.POSITIVE_INFINITY, -1])('is not known of %s', (seconds) => {
    expect(timeWords(seconds)).toBeNull();
  });

  it('never says 60 seconds, 60 minutes or 0 of anything', () => {
    for (let seconds = 0; seconds < 400_000; seconds += 0.5 + seconds / 1000) {
      const words = timeWords(seconds);
      const count = words === null || words.unit === 'moment' ? 1 : words.count;
      expect(count).toBeGreaterThan(0);
      if (words?.unit === 'seconds' || words?.unit === 'minutes') expect(count).toBeLessThan(60);
    }
  });
});

describe('a rate', () => {
  it.each([
    [410.4, { per: 'second', rate: 410.4, digits: 0 }],
    [3.44, { per: 'second', rate: 3.44, digits: 1 }],
    [0.5, { per: 'minute', rate: 30, digits: 0 }],
    [0.05, { per: 'minute', rate: 3, digits: 1 }],
  ])('of %d in a second is said so that the number says something', (perSecond, words) => {
    expect(rateWords(perSecond)).toEqual(words);
  });

  it.each([null, 0, -3, Number.NaN, Number.POSITIVE_INFINITY])('is not known of %s', (perSecond) => {
    expect(rateWords(perSecond)).toBeNull();
  });
});

describe('the share that is done', () => {
  const progress = { task: '', stage: '', unit: 'images', perSecond: null, secondsLeft: null } as const;
  it.each([
    [0, 10, 0],
    [5, 10, 50],
    [12, 10, 100],
    [-1, 10, 0],
    [0, 0, null],
    [1, Number.NaN, null],
  ])('of %d of %d is %s', (done, total, share) => {
    expect(shareOf({ ...progress, done, total })).toBe(share);
  });

  it('is not known before the first progress', () => {
    expect(shareOf(null)).toBeNull();
  });
});

describe('work that has ended', () => {
  const work = (id: number, state: Work['state']): Work => ({ id, procedure: 'library.import', state });
  const running = { kind: 'running', progress: null } as const;
  const stopping = { kind: 'stopping', progress: null } as const;
  const finished = { kind: 'finished' } as const;
  const failed = (kind: 'disk-full' | 'stopped') => ({ kind: 'failed', failure: { kind, sentence: 'So.', file: null } }) as const;

  it('is not told of what had ended before the page was loaded', () => {
    expect(endedBetween(null, [work(1, finished), work(2, failed('disk-full'))])).toEqual([]);
  });

  it('is told once of work that ended, also of work that began and ended between two looks', () => {
    const before = [work(1, running), work(2, running)];
    const now = [work(1, finished), work(2, failed('disk-full')), work(3, finished)];
    expect(endedBetween(before, now).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(endedBetween(now, now)).toEqual([]);
  });

  it('is not told of work that a person stopped', () => {
    expect(endedBetween([work(1, stopping)], [work(1, failed('stopped'))])).toEqual([]);
  });

  it('is not told of work that goes on', () => {
    expect(endedBetween([work(1, running)], [work(1, stopping), work(2, running)])).toEqual([]);
  });
});

describe('the names of long procedures', () => {
  const names = Object.keys(CONTRACT).filter(isLongProcedure);
  it.each(names)('%s has one in every language', (name) => {
    const [room = '', procedure = ''] = name.split('.');
    for (const { work } of [en, de]) {
      const rooms: Readonly<Record<string, Readonly<Record<string, string>>>> = work.names;
      expect(rooms[room]?.[procedure]).toMatch(/\S/);
    }
  });

  it('are those of long procedures alone', () => {
    expect(names).toContain('library.import');
    expect(isLongProcedure('library.page')).toBe(false);
    expect(isLongProcedure('toString')).toBe(false);
  });
});
