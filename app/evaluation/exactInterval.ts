/** How sure a share of counted cells is, exactly: the limits that haematology reads a differential count with. */
import { SmearlabError } from '../contract/failure.ts';

/** What may lie beyond each limit. */
const TAIL = 0.025;
/** Halvings of the span that a limit lies in: to the last digit of a double. */
const HALVINGS = 64;

/**
 * The exact 95 % interval of a share (C. J. Clopper and E. S. Pearson, Biometrika 26, 1934): the limits at which so few, or so many, cells would
 * be seen in one of forty samples. C. L. Rümke's table for differential counts (Blood Cells 11, 1985) is made
 * of these limits, in whole per cent. Of nothing counted nothing is known: [0, 1].
 * @returns shares, not per cent
 * @throws SmearlabError `internal` when there are more cells of the class than cells, or either is no count
 */
export function exactInterval(cells: number, counted: number): [low: number, high: number] {
  if (!Number.isSafeInteger(cells) || !Number.isSafeInteger(counted) || cells < 0 || cells > counted) {
    throw new SmearlabError('internal', `${cells} of ${counted} cells is no share.`);
  }
  if (counted === 0) return [0, 1];
  const logs = logFactorials(counted);
  return [lowerLimit(cells, counted, logs), 1 - lowerLimit(counted - cells, counted, logs)];
}

/** The share p at which X ≥ cells has probability `TAIL`. It lies below cells/counted, where that probability is a half or more. */
function lowerLimit(cells: number, counted: number, logs: Float64Array): number {
  if (cells === 0) return 0;
  let [low, high] = [0, cells / counted];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (probabilityOfAtLeast(cells, counted, middle, logs) < TAIL) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(X ≥ cells) of X ~ Binomial(counted, p), for p ≤ cells/counted, where each term is smaller than the one before. */
function probabilityOfAtLeast(cells: number, counted: number, p: number, logs: Float64Array): number {
  if (p === 0) return 0;
  const ways = (logs[counted] ?? 0) - (logs[cells] ?? 0) - (logs[counted - cells] ?? 0);
  let term = Math.exp(ways + cells * Math.log(p) + (counted - cells) * Math.log1p(-p));
  let sum = term;
  const odds = p / (1 - p);
  for (let more = cells + 1; more <= counted && term > sum * Number.EPSILON; more++) {
    term *= ((counted - more + 1) / more) * odds;
    sum += term;
  }
  return sum;
}

/** log(0!) to log(n!). */
function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let of = 1; of <= n; of++) logs[of] = (logs[of - 1] ?? 0) + Math.log(of);
  return logs;
}
