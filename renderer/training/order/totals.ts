/** What a plan comes to. Pure. */
import type { TrainingPlan } from '../../../app/contract/training.ts';

export type Totals = {
  readonly runs: number;
  /** Of all runs together. */
  readonly epochs: number;
  /** Training images of each run; null where they are not the same for all. */
  readonly images: number | null;
};

export function totalsOf({ runs }: TrainingPlan): Totals {
  const [first] = runs;
  const isSame =
    first !== undefined && runs.every(({ trainImages, valImages }) => trainImages === first.trainImages && valImages === first.valImages);
  return { runs: runs.length, epochs: runs.reduce((sum, { epochs }) => sum + epochs, 0), images: isSame ? first.trainImages : null };
}
