/** The statistics of a run's own training images, which its network may be normalised by. */
import type { Normalisation } from '../contract/normalisation.ts';
import type { Example } from './examples.ts';
import type { BatchSource } from './pipeline/batchSource.ts';

const LEVELS = 256;
/** Pictures that are asked for together. */
const AT_ONCE = 32;

/**
 * Mean and deviation by channel over the training images at the network's size, not augmented. Masked copies are left out: what is
 * classified later is never masked, and their black background would be most of the deviation.
 * @throws SmearlabError `stopped`, or what reading an image threw
 */
export async function measureNormalisation(
  examples: readonly Example[],
  pixels: BatchSource,
  onDone: (done: number, total: number) => void,
): Promise<Normalisation> {
  const images = examples.filter(({ kind }) => kind === 'image');
  const counts = levelCounts();
  for (let done = 0; done < images.length; done += AT_ONCE) {
    for (const picture of await pixels.pixels(images.slice(done, done + AT_ONCE))) countLevels(counts, picture);
    onDone(Math.min(done + AT_ONCE, images.length), images.length);
  }
  return normalisationOf(counts);
}

/** How often each channel has each level: [3, 256]. Whole numbers, so that no order of counting changes a bit of what comes out. */
export function levelCounts(): Float64Array {
  return new Float64Array(3 * LEVELS);
}

/** @param pixels RGB [pixel, 3] */
export function countLevels(counts: Float64Array, pixels: Uint8Array): void {
  for (let at = 0; at < pixels.length; at += 3) {
    for (let channel = 0; channel < 3; channel++) {
      const place = channel * LEVELS + (pixels[at + channel] as number);
      counts[place] = (counts[place] as number) + 1;
    }
  }
}

/** Of pixels 0 … 1. A channel that is the same everywhere is only shifted. */
export function normalisationOf(counts: Float64Array): Normalisation {
  const of = (channel: number) => momentsOf(counts.subarray(channel * LEVELS, (channel + 1) * LEVELS));
  const [red, green, blue] = [of(0), of(1), of(2)];
  return { mean: [red.mean, green.mean, blue.mean], deviation: [red.deviation, green.deviation, blue.deviation] };
}

function momentsOf(counts: Float64Array): { readonly mean: number; readonly deviation: number } {
  const sumOf = (value: (level: number) => number) => counts.reduce((sum, count, level) => sum + count * value(level / (LEVELS - 1)), 0);
  const total = sumOf(() => 1);
  if (total === 0) return { mean: 0, deviation: 1 };
  const mean = sumOf((level) => level) / total;
  const variance = sumOf((level) => (level - mean) ** 2) / total;
  // Of one level the rounded mean may lie a last digit off.
  return { mean, deviation: variance < 1e-12 ? 1 : Math.sqrt(variance) };
}
