/** A sweep's result as text: each candidate's scores over its seeds, the best of the last round named. Pure. */
import type { CandidateResult, SweepResult } from '../../contract/sweep.ts';
import { aligned } from '../table.ts';

type Interval = NonNullable<CandidateResult['macroF1']>;

export function sweepTable({ candidates, images, rarestClass, sweep }: SweepResult): string {
  const header = ['candidate', 'epochs', 'seeds', 'macro-F1', `without ${rarestClass}`, 'difference', 'to', 'verdict'];
  const rows = candidates.map((one) => [
    sweep.search.kind === 'halving' ? `round ${one.round}: ${one.name}` : one.name,
    String(one.epochs),
    String(one.seeds.length),
    one.macroF1 === null ? (one.diverged.length > 0 ? 'diverged' : '–') : intervalText(one.macroF1),
    one.macroF1WithoutRarest === null ? '–' : intervalText(one.macroF1WithoutRarest),
    one.difference === null ? '' : signed(one.difference),
    one.difference === null ? '' : (one.differenceTo ?? ''),
    one.difference === null ? '' : verdictOf(one.difference),
  ]);
  const said = candidates
    .filter(({ round }) => round === 1)
    .map(({ name, says }) => `${name}: ${says === '' ? 'the study’s own recipe' : says}`);
  const best = bestOf(candidates);
  return [
    `${sweep.folds} folds of ${images} training images; mean over the seeds (Student's 95 % interval of it)`,
    '',
    ...aligned([header, ...rows]),
    '',
    ...said,
    ...(best === undefined ? [] : ['', `Highest macro-F1: ${best.name}, ${intervalText(best.macroF1)}.`]),
  ].join('\n');
}

/** Of the last round. */
export function bestOf(candidates: readonly CandidateResult[]): (CandidateResult & { readonly macroF1: Interval }) | undefined {
  const last = Math.max(...candidates.map(({ round }) => round));
  const scored = candidates.flatMap((one) => (one.round === last && one.macroF1 !== null ? [{ ...one, macroF1: one.macroF1 }] : []));
  return scored.toSorted((a, b) => b.macroF1.value - a.macroF1.value)[0];
}

/** A difference whose interval holds 0 is none. */
export function verdictOf({ value, low, high }: Interval): string {
  if (low === null || high === null) return 'one seed: nobody knows';
  if (low <= 0 && high >= 0) return 'none';
  return value > 0 ? 'better' : 'worse';
}

function intervalText({ value, low, high }: Interval): string {
  return low === null || high === null ? value.toFixed(3) : `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

function signed({ value, low, high }: Interval): string {
  const sign = (number: number) => `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(3)}`;
  return low === null || high === null ? sign(value) : `${sign(value)} (${sign(low)} to ${sign(high)})`;
}
