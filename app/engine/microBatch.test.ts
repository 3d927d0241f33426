import { describe, expect, it } from 'vitest';
import type { NetworkDescription } from './description.ts';
import { microBatch } from './microBatch.ts';

/** Puts out 100 numbers an image: 1600 bytes. */
const network: NetworkDescription = { name: 'probe', input: [1, 10, 10], layers: [{ kind: 'part', name: 'p', layers: [] }] };

describe('microBatch', () => {
  it.each([
    { of: 'all of it where it fits', batch: 8, memory: 1600 * 8, images: 8 },
    { of: 'the largest divisor that fits', batch: 12, memory: 1600 * 5, images: 4 },
    { of: 'single images of a prime batch', batch: 7, memory: 1600 * 6, images: 1 },
    { of: 'one image even where that does not fit', batch: 8, memory: 10, images: 1 },
    { of: 'a batch of one as it is', batch: 1, memory: 10, images: 1 },
  ])('takes $of', ({ batch, memory, images }) => {
    expect(microBatch(network, batch, false, memory)).toBe(images);
  });

  it('never cuts the batch of a batch norm in training', () => {
    expect(microBatch(network, 8, true, 10)).toBe(8);
  });
});
