/** A sweep's result as text: each candidate's scores over its seeds, the best of the last round named. Pure. */
import type { CandidateResult, Estimate, SweepResult } from '../../contract/sweep.ts';
import { aligned } from '../table.ts';

export function sweepTable({ candidates, images, rarestClass, sweep }: SweepResult): string {
  const header = ['candidate', 'epochs', 'seeds', 'macro-F1', `without ${rarestClass}`, 'difference', 'to', 'verdict'];
  const rows = candidates.map((one) => [
    sweep.search.kind === 'halving' ? `round ${one.round}: ${one.name}` : one.name,
    String(one.epochs),
    String(one.seeds.length),
    one.macroF1 === null ? (one.diverged.length > 0 ? 'diverged' : '–') : estimateText(one.macroF1),
    one.macroF1WithoutRarest === null ? '–' : estimateText({ ...one.macroF1WithoutRarest, overImages: null }),
    one.difference === null ? '' : estimateText(one.difference, signed),
    one.difference === null ? '' : (one.differenceTo ?? ''),
    one.difference === null ? '' : verdictOf(one.difference),
  ]);
  const said = candidates
    .filter(({ round }) => round === 1)
    .map(({ name, says }) => `${name}: ${says === '' ? 'the study’s own recipe' : says}`);
  const best = bestOf(candidates);
  return [
    `${sweep.folds} folds of ${images} training images; mean over the seeds (95 % intervals: Student's over the seeds; over resampled images)`,
    '',
    ...aligned([header, ...rows]),
    '',
    ...said,
    ...(best === undefined ? [] : ['', `Highest macro-F1: ${best.name}, ${estimateText(best.macroF1)}.`]),
  ].join('\n');
}

/** Of the last round. */
export function bestOf(candidates: readonly CandidateResult[]): (CandidateResult & { readonly macroF1: Estimate }) | undefined {
  const last = Math.max(...candidates.map(({ round }) => round));
  const scored = candidates.flatMap((one) => (one.round === last && one.macroF1 !== null ? [{ ...one, macroF1: one.macroF1 }] : []));
  return scored.toSorted((a, b) => b.macroF1.value - a.macroF1.value)[0];
}

/** A difference is none where one of its intervals holds 0: it may be luck of the seeds, or of the images. */
export function verdictOf({ value, overSeeds, overImages }: Estimate): string {
  if (overSeeds === null) return 'one seed: nobody knows';
  const holdsNothing = [overSeeds, ...(overImages === null ? [] : [overImages])].some(({ low, high }) => low <= 0 && high >= 0);
  if (holdsNothing) return 'none';
  return value > 0 ? 'better' : 'worse';
}

function estimateText({ value, overSeeds, overImages }: Estimate, text = (number: number) => number.toFixed(3)): string {
  const ends = [overSeeds, overImages].map((interval) => interval && `${text(interval.low)} to ${text(interval.high)}`);
  return `${text(value)} (${ends.map((end) => end ?? '–').join('; ')})`;
}

function signed(number: number): string {
  return `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(3)}`;
}
