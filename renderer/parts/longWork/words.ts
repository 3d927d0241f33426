/** How far long work is, as a person says it: "about 2 minutes", "3.4 images per second". Pure; the texts are in messages/. */
import { CONTRACT, type ProcedureName } from '../../../app/contract/contract.ts';
import type { Progress } from '../../../app/contract/progress.ts';
import type { Work } from '../../../app/contract/work.ts';

/** Procedures that take their time and show as work. */
export type LongProcedure = { [Name in ProcedureName]: (typeof CONTRACT)[Name]['kind'] extends 'long' ? Name : never }[ProcedureName];

export function isLongProcedure(name: string): name is LongProcedure {
  return Object.entries(CONTRACT).some(([procedure, { kind }]) => kind === 'long' && procedure === name);
}

export type TimeWords = { readonly unit: 'moment' } | { readonly unit: 'seconds' | 'minutes' | 'hours' | 'days'; readonly count: number };

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Coarser the longer it takes: nobody knows the seconds of an hour. @param seconds NaN, infinite or below 0: null, not known */
export function timeWords(seconds: number | null): TimeWords | null {
  if (seconds === null || !Number.isFinite(seconds) || seconds < 0) return null;
  if (seconds < 10) return { unit: 'moment' };
  if (seconds < 55) return { unit: 'seconds', count: Math.round(seconds / 10) * 10 };
  if (seconds < 57.5 * MINUTE) return { unit: 'minutes', count: minutes(seconds) };
  if (seconds < 36 * HOUR) return { unit: 'hours', count: Math.max(1, Math.round(seconds / HOUR)) };
  return { unit: 'days', count: Math.round(seconds / DAY) };
}

/** From a quarter of an hour on in steps of five. */
function minutes(seconds: number): number {
  const exact = seconds / MINUTE;
  return exact < 15 ? Math.max(1, Math.round(exact)) : Math.round(exact / 5) * 5;
}

export type RateWords = { readonly per: 'second' | 'minute'; readonly rate: number; readonly digits: 0 | 1 };

/** Per minute where there are few in a second, so that the number says something. */
export function rateWords(perSecond: number | null): RateWords | null {
  if (perSecond === null || !Number.isFinite(perSecond) || perSecond <= 0) return null;
  const per = perSecond < 1 ? 'minute' : 'second';
  const rate = per === 'minute' ? perSecond * MINUTE : perSecond;
  return { per, rate, digits: rate < 10 ? 1 : 0 };
}

/** Per cent of the work that is done, 0 to 100, or null where its size is not known. */
export function shareOf(progress: Progress | null): number | null {
  if (progress === null || !(progress.total > 0)) return null;
  return Math.min(100, Math.max(0, (progress.done / progress.total) * 100));
}

export type GoingOn = Work & { readonly state: Extract<Work['state'], { readonly kind: 'running' | 'stopping' }> };

export function isGoingOn(work: Work): work is GoingOn {
  return work.state.kind === 'running' || work.state.kind === 'stopping';
}

export type Ended = Work & { readonly state: Extract<Work['state'], { readonly kind: 'finished' | 'failed' }> };

/**
 * The work that ended between two looks at the list. What had ended before the first look was told then; work that was stopped ended
 * because a person said so, and is not told.
 * @param before null: the first look
 */
export function endedBetween(before: readonly Work[] | null, now: readonly Work[]): Ended[] {
  if (before === null) return [];
  const known = new Map(before.map((work) => [work.id, work]));
  return now.filter((work): work is Ended => {
    if (isGoingOn(work)) return false;
    const earlier = known.get(work.id);
    if (earlier !== undefined && !isGoingOn(earlier)) return false;
    return !(work.state.kind === 'failed' && work.state.failure.kind === 'stopped');
  });
}
