/** Of which epochs an autoencoder's reconstructions are kept: a run of 100 000 epochs must not leave 600 000 pictures. Pure. */

/** Evenly spread ones, the first among them; beside them the last epoch and the best one. */
export const MOST_SPREAD = 20;

export type CurveEnd = {
  /** The latest epoch. */
  readonly last: number;
  /** The best one so far. */
  readonly best: number | undefined;
};

/**
 * The space between those that are spread doubles as the run goes on, so what is kept now was kept before: nothing that was thinned out is
 * missed later.
 */
export function keepsReconstructions(epoch: number, { last, best }: CurveEnd): boolean {
  return epoch === last || epoch === best || (epoch < last && (epoch - 1) % spaceBetween(last) === 0);
}

function spaceBetween(last: number): number {
  let space = 1;
  while (Math.ceil(last / space) > MOST_SPREAD) space *= 2;
  return space;
}
