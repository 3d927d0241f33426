/** Which examples make up each batch of an epoch, and how pixels become the network's input. */
import { type Random, randomFor, shuffled } from '../random/random.ts';

/** How the batches of an epoch are drawn beside the number of examples and their size. */
export type Drawing = {
  /** How often each example is drawn beside the others; undefined where each is taken once. */
  readonly weights?: readonly number[] | undefined;
  /** null: an epoch is a pass over the examples. */
  readonly stepsPerEpoch?: number | null;
};

/**
 * The batches of one epoch as indices into the examples, drawn by seed and epoch alone, so that a resumed run draws the same ones:
 * each example once in shuffled order, or by weights with replacement, as many as there are (torch's WeightedRandomSampler).
 * A last batch of a single example joins the one before it: batch statistics of one example are none (PyTorch refuses them).
 * An epoch of so many steps takes as many whole batches, from one shuffled pass after the other where there are no weights.
 */
export function trainingBatches(
  count: number,
  batchSize: number,
  seed: number,
  epoch: number,
  { weights, stepsPerEpoch = null }: Drawing = {},
): number[][] {
  const length = stepsPerEpoch === null ? count : stepsPerEpoch * batchSize;
  if (weights !== undefined) {
    return joined(inBatches(drawnOrder(weights, length, randomFor(seed, 'weighted batches', epoch)), batchSize));
  }
  if (stepsPerEpoch === null) return joined(inBatches(shuffledOrder(count, randomFor(seed, 'batches', epoch)), batchSize));
  return inBatches(passesOrder(count, (epoch - 1) * length, length, seed), batchSize);
}

/** Each example once, in an order that mixes the classes: the batches by which statistics are estimated. */
export function estimationBatches(count: number, batchSize: number, seed: number): number[][] {
  return joined(inBatches(shuffledOrder(count, randomFor(seed, 'statistics')), batchSize));
}

/** A last batch of one with the batch before it. */
function joined(batches: number[][]): number[][] {
  const last = batches.at(-1);
  const previous = batches.at(-2);
  if (last?.length === 1 && previous !== undefined) {
    previous.push(...last);
    batches.pop();
  }
  return batches;
}

function shuffledOrder(count: number, random: Random): number[] {
  return shuffled(
    Array.from({ length: count }, (_, index) => index),
    random,
  );
}

/** `length` places of an endless row of shuffled passes, from place `from` on. */
function passesOrder(count: number, from: number, length: number, seed: number): number[] {
  const first = Math.floor(from / count);
  const passes = Math.ceil((from + length) / count) - first;
  const order = Array.from({ length: passes }, (_, at) => shuffledOrder(count, randomFor(seed, 'batches', first + at + 1))).flat();
  return order.slice(from - first * count, from - first * count + length);
}

/** So many indices, each drawn in proportion to its weight. */
function drawnOrder(weights: readonly number[], length: number, random: Random): number[] {
  let total = 0;
  const upTo = weights.map((weight) => {
    total += weight;
    return total;
  });
  return Array.from({ length }, () => firstAbove(upTo, random.uniform(0, total)));
}

/** Where ascending numbers first exceed `value`; the last place when none does. */
function firstAbove(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The indices 0 … count−1 in order, cut into batches; the last may be smaller. */
export function validationBatches(count: number, batchSize: number): number[][] {
  return inBatches(
    Array.from({ length: count }, (_, index) => index),
    batchSize,
  );
}

function inBatches(order: readonly number[], batchSize: number): number[][] {
  const batches: number[][] = [];
  for (let start = 0; start < order.length; start += batchSize) batches.push(order.slice(start, start + batchSize));
  return batches;
}

/**
 * RGB bytes [height, width, 3] of each image into one float tensor [batch, 3, height, width] with values 0 … 1
 * (the study divides by 255 and normalises no further). Places without an image stay 0.
 */
export function toInputTensor(images: readonly Uint8Array[], batch: number, size: number): Float32Array<ArrayBuffer> {
  const area = size * size;
  const tensor = new Float32Array(batch * 3 * area);
  images.forEach((pixels, index) => {
    const base = index * 3 * area;
    for (let at = 0, from = 0; at < area; at++, from += 3) {
      tensor[base + at] = (pixels[from] ?? 0) / 255;
      tensor[base + area + at] = (pixels[from + 1] ?? 0) / 255;
      tensor[base + 2 * area + at] = (pixels[from + 2] ?? 0) / 255;
    }
  });
  return tensor;
}

/** One-hot targets [batch, class]. */
export function toOneHot(labels: readonly number[], classes: number): Float32Array<ArrayBuffer> {
  const targets = new Float32Array(labels.length * classes);
  labels.forEach((label, index) => {
    targets[index * classes + label] = 1;
  });
  return targets;
}
