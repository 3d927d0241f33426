/** Augmentation against PyTorch's grid_sample and NumPy's linear algebra (vectors made by make_torch_augmentation.py, float64). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jitterColours } from '../../app/training/augmentation/colour.ts';
import { resample } from '../../app/training/augmentation/resample.ts';

const vector = z.array(z.number());
const three = z.tuple([z.number(), z.number(), z.number()]);
const vectorsSchema = z.strictObject({
  madeBy: z.string(),
  moves: z.array(
    z.strictObject({
      size: z.int(),
      beyond: z.enum(['mirror', 'black']),
      geometry: z.strictObject({
        mirrored: z.strictObject({ across: z.boolean(), down: z.boolean() }),
        degrees: z.number(),
        factor: z.number(),
        shift: z.strictObject({ across: z.number(), down: z.number() }),
      }),
      pixels: vector,
      levels: vector,
    }),
  ),
  colours: z.array(
    z.strictObject({
      stains: z.strictObject({ scale: three, shift: three }),
      rgb: z.strictObject({ brightness: z.number(), contrast: z.number(), saturation: z.number() }),
      pixels: vector,
      levels: vector,
    }),
  ),
});

const file = new URL('./vectors/augmentation.json', import.meta.url);
const { moves, colours } = vectorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

const distance = (ours: ArrayLike<number>, theirs: readonly number[]) =>
  Math.max(Math.abs(ours.length - theirs.length), ...theirs.map((value, at) => Math.abs((ours[at] ?? Number.NaN) - value)));

describe('PyTorch and our augmentation agree', () => {
  it.each(moves)(
    'on a picture of $size pixels moved by $geometry, with $beyond beyond it',
    ({ size, beyond, geometry, pixels, levels }) => {
      // Ours are whole levels.
      expect(distance(resample(Uint8Array.from(pixels), size, geometry, beyond), levels)).toBeLessThan(0.5 + 1e-9);
    },
  );

  it.each(colours)('on colours after $stains and $rgb', ({ stains, rgb, pixels, levels }) => {
    expect(distance(jitterColours(Uint8Array.from(pixels), { geometry: null, stains, rgb }, false), levels)).toBeLessThan(1e-3);
  });
});
