/** Mixup: pictures and targets of a batch mixed in pairs (Zhang et al., "mixup: Beyond empirical risk minimization", ICLR 2018). Pure. */
import { beta } from '../../random/beta.ts';
import { randomFor, shuffled } from '../../random/random.ts';

/** Row i of a batch becomes share · row i + (1 − share) · row partners[i]; one share for the batch, as in the authors' own code. */
export type Mix = { readonly share: number; readonly partners: readonly number[] };

/** The mix of one batch, by a stream of its own. @param step of the epoch, from 0 */
export function mixOf(recipe: { readonly alpha: number } | null, seed: number, epoch: number, step: number, batch: number): Mix | null {
  if (recipe === null) return null;
  const random = randomFor(seed, 'mixup', epoch, step);
  const share = beta(random, recipe.alpha, recipe.alpha);
  const rows = Array.from({ length: batch }, (_, row) => row);
  return { share, partners: shuffled(rows, random) };
}

/** The rows mixed; those that have no partner, as the empty places of a batch, stay as they are. @param values [row, …] flat */
export function mixRows(values: Float32Array<ArrayBuffer>, { share, partners }: Mix, width: number): Float32Array<ArrayBuffer> {
  const mixed = values.slice();
  partners.forEach((partner, row) => {
    const [own, other] = [row * width, partner * width];
    for (let at = 0; at < width; at++)
      mixed[own + at] = share * (values[own + at] as number) + (1 - share) * (values[other + at] as number);
  });
  return mixed;
}

/** Which class has the larger share in each mixed picture; its own where both have half. This is what training accuracy counts as right. */
export function mostlyLabels(labels: readonly number[], { share, partners }: Mix): number[] {
  return labels.map((own, row) => (share >= 0.5 ? own : (labels[partners[row] ?? row] ?? own)));
}
