import { describe, expect, it } from 'vitest';
import { augmentationSchema, mixupSchema } from '../contract/augmentation.ts';
import { toOneHot } from './batches.ts';
import type { Example } from './examples.ts';
import type { BatchSource, VariedExample } from './pipeline/batchSource.ts';
import { type TrainingBatch, type TrainingDataRequest, trainingData, withTimes } from './trainingData.ts';

const image = (sha256: string, label: number): Example => ({
  kind: 'image',
  image: { sha256, path: sha256, class: null, mask: null },
  label,
});
const EXAMPLES: readonly Example[] = [
  image('a', 0),
  image('b', 1),
  { kind: 'masked copy', image: { sha256: 'a', path: 'a', class: null, mask: null }, mask: { sha256: 'm', path: 'm' }, label: 0 },
  image('a', 0),
];

/** What each batch was asked for; its input holds the places of its images in the alphabet. */
function recordingSource(): BatchSource & { readonly asked: (readonly VariedExample[])[] } {
  const asked: (readonly VariedExample[])[] = [];
  return {
    asked,
    ahead: 2,
    pixels: () => Promise.reject(new Error('no pixels')),
    input: async (examples) => {
      asked.push(examples);
      return Float32Array.from(examples, ({ example }) => example.image.sha256.charCodeAt(0) - 97);
    },
  };
}

async function batchesOf(more: Partial<TrainingDataRequest>, batches: number[][]): Promise<TrainingBatch[]> {
  const got: TrainingBatch[] = [];
  const request: TrainingDataRequest = {
    ...{ examples: EXAMPLES, targets: (labels) => toOneHot(labels, 2), pixels: recordingSource(), seed: 1, epoch: 1 },
    ...{ variation: { augmentation: null, mixup: null }, ...more },
  };
  for await (const batch of trainingData(request, batches)) got.push(batch);
  return got;
}

const TURNED = augmentationSchema.parse({ rotation: 180 });
const degrees = ({ change }: VariedExample) => change.geometry?.degrees;

describe('the batches of an epoch', () => {
  it('without variation are the images as they are, in order, with their targets', async () => {
    const pixels = recordingSource();
    const batches = await batchesOf({ pixels }, [[1, 0], [2]]);
    expect(batches.map(({ input, targets, labels }) => [[...input], [...targets], labels])).toEqual([
      [
        [1, 0],
        [0, 1, 1, 0],
        [1, 0],
      ],
      [[0], [1, 0], [0]],
    ]);
    expect(pixels.asked.flat().every(({ change }) => change.geometry === null && change.rgb === null && change.stains === null)).toBe(true);
  });

  it('of the autoencoder have the augmented image itself for a target', async () => {
    const [batch] = await batchesOf({ targets: null, variation: { augmentation: TURNED, mixup: null } }, [[1, 0]]);
    expect(batch?.targets).toBe(batch?.input);
  });

  it('vary an image by seed, epoch and content, whatever else is in the epoch', async () => {
    const anglesIn = async (batches: number[][], more: Partial<TrainingDataRequest> = {}) => {
      const pixels = recordingSource();
      await batchesOf({ pixels, variation: { augmentation: TURNED, mixup: null }, ...more }, batches);
      return pixels.asked.flat().map(degrees);
    };
    const [b] = await anglesIn([[1]]);
    expect(await anglesIn([[0], [2, 1]])).toContain(b);
    expect(await anglesIn([[1]], { epoch: 2 })).not.toContain(b);
    expect(await anglesIn([[1]], { seed: 2 })).not.toContain(b);
  });

  it('vary an image that is drawn several times each time anew, and its masked copy by itself', async () => {
    const pixels = recordingSource();
    await batchesOf({ pixels, variation: { augmentation: TURNED, mixup: null } }, [[0, 0], [2, 3], [0]]);
    expect(new Set(pixels.asked.flat().map(degrees)).size).toBe(5);
  });

  it('mixed have mixed targets, and count the larger share as right', async () => {
    const variation = { augmentation: null, mixup: mixupSchema.parse({ alpha: 1 }) };
    const batches = await batchesOf(
      { variation },
      Array.from({ length: 12 }, () => [0, 1]),
    );
    for (const { targets, labels } of batches) {
      const rows = [targets.subarray(0, 2), targets.subarray(2)];
      rows.forEach((row, at) => {
        expect((row[0] ?? 0) + (row[1] ?? 0)).toBeCloseTo(1, 6);
        expect(row[labels[at] ?? 0]).toBeGreaterThanOrEqual(0.5);
      });
    }
    expect(batches.some(({ targets }) => targets.some((value) => value > 0.05 && value < 0.95))).toBe(true);
    expect(batches.some(({ labels }) => labels.join() === '1,0')).toBe(true);
  });

  it('throw what went wrong where they are used, and tell of the waiting', async () => {
    const failing = { ...recordingSource(), input: () => Promise.reject(new Error('gone')) };
    const waits: number[] = [];
    await expect(batchesOf({ pixels: failing }, [[0]])).rejects.toThrow('gone');
    await batchesOf({ onWaited: (seconds) => waits.push(seconds) }, [[0], [1]]);
    expect(waits.length).toBeGreaterThanOrEqual(2);
    expect(waits.every((seconds) => seconds >= 0)).toBe(true);
  });
});

it('an image that lies twice in the data counts as one that is drawn twice', () => {
  expect(withTimes([[0, 3], [3], [2, 1]], EXAMPLES).map((draws) => draws.map(({ time }) => time))).toEqual([[0, 1], [2], [0, 0]]);
});
