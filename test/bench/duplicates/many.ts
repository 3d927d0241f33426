/** Fingerprints of images that do not exist, as alike as those of real ones: with their mean and their covariance. */
import { turned, WAVE_COUNT } from '../../../app/library/duplicates/waves.ts';
import { type Random, randomFor } from '../../../app/random/random.ts';

const MOST = 127;

/** Each from two of the given ones as they may lie: the mean, and what each has beside it, added and divided by √2. */
export function madeFingerprints(real: readonly Int8Array[], count: number, seed: number): Int8Array[] {
  const mean = meanOf(real);
  const random = randomFor(seed, 'made fingerprints');
  return Array.from({ length: count }, () => {
    const [a, b] = [any(real, random), any(real, random)];
    return a.map((value, index) => {
      const [middle, other] = [mean[index] ?? 0, b[index] ?? 0];
      return Math.max(-MOST, Math.min(MOST, Math.round(middle + (value - middle + (other - middle)) / Math.SQRT2)));
    });
  });
}

function any(real: readonly Int8Array[], random: Random): Int8Array {
  return turned(real[random.integer(0, real.length - 1)] ?? new Int8Array(WAVE_COUNT), random.integer(0, 7));
}

function meanOf(real: readonly Int8Array[]): Float64Array {
  const mean = new Float64Array(WAVE_COUNT);
  for (const fingerprint of real) {
    for (let turn = 0; turn < 8; turn++) {
      for (const [index, value] of turned(fingerprint, turn).entries()) mean[index] = (mean[index] ?? 0) + value / (8 * real.length);
    }
  }
  return mean;
}
