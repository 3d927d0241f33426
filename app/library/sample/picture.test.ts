import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { WBC_CLASSES } from '../../contract/words.ts';
import { shippedParameters } from './parameters.ts';
import { picture } from './picture.ts';
import type { PlannedImage, Subject } from './plan.ts';

const parameters = { ...shippedParameters(), imageSize: 64 };
const planned = (subject: Subject, number = 1): PlannedImage => ({ subject, split: 'train', number, image: 'i.png', mask: 'm.png' });
const wbc = WBC_CLASSES.map((name): Subject => ({ set: 'wbc', class: name }));
const tissue: readonly Subject[] = [
  { set: 'cam16', class: 'normal' },
  { set: 'cam16', class: 'tumor' },
];

async function pixelsOf(subject: Subject, number: number) {
  const { image, mask } = await picture(planned(subject, number), 3, parameters);
  if (mask === null) throw new Error('a mask was asked for');
  const colours = await sharp(image).raw().toBuffer({ resolveWithObject: true });
  const marks = await sharp(mask).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { colours, marks };
}

/** Mean brightness of the pixels where the mask is, and where it is not. */
function brightness(colours: Uint8Array, marks: Uint8Array): { inside: number; outside: number; share: number } {
  let [inside, outside, marked] = [0, 0, 0];
  for (let pixel = 0; pixel < marks.length; pixel++) {
    const light = [0, 1, 2].reduce((sum, channel) => sum + (colours[pixel * 3 + channel] ?? 0) / 3, 0);
    if (marks[pixel] === 255) {
      inside += light;
      marked++;
    } else outside += light;
  }
  return { inside: inside / marked, outside: outside / (marks.length - marked), share: marked / marks.length };
}

describe('a picture of the sample', () => {
  it.each(wbc)('of a $class has a binary mask of its size that covers the darker cell in the middle', async (subject) => {
    for (const number of [1, 2, 3, 4]) {
      const { colours, marks } = await pixelsOf(subject, number);
      expect([colours.info.width, colours.info.height, colours.info.channels]).toEqual([64, 64, 3]);
      expect([marks.info.width, marks.info.height, marks.info.channels]).toEqual([64, 64, 1]);
      expect([...new Set(marks.data)].sort()).toEqual([0, 255]);
      const { inside, outside, share } = brightness(colours.data, marks.data);
      expect(share).toBeGreaterThan(0.05);
      expect(share).toBeLessThan(0.5);
      expect(inside).toBeLessThan(outside - 15);
      expect(marks.data[32 * 64 + 32]).toBe(255);
      expect(marks.data[0]).toBe(0);
    }
  });

  it.each(tissue)('of $class tissue has a mask of its darker nuclei', async (subject) => {
    const { colours, marks } = await pixelsOf(subject, 1);
    const { inside, outside, share } = brightness(colours.data, marks.data);
    expect(inside).toBeLessThan(outside - 25);
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.85);
  });

  it('has a mask that follows its own cell and no other', async () => {
    const { colours, marks } = await pixelsOf({ set: 'wbc', class: 'Lymphocyte' }, 1);
    const shifted = Uint8Array.from(marks.data, (_, at) => marks.data[Math.floor(at / 64) * 64 + ((at + 24) % 64)] ?? 0);
    const fitting = brightness(colours.data, marks.data);
    const moved = brightness(colours.data, shifted);
    expect(fitting.outside - fitting.inside).toBeGreaterThan(2 * (moved.outside - moved.inside));
  });

  it.each([...wbc, ...tissue, { set: 'prcc', class: null } as const])(
    'of $set $class is the same bytes for the same seed, others for another',
    async (subject) => {
      const first = await picture(planned(subject), 1, parameters);
      const again = await picture(planned(subject), 1, parameters);
      const other = await picture(planned(subject), 2, parameters);
      const next = await picture(planned(subject, 2), 1, parameters);
      expect(again.image.equals(first.image)).toBe(true);
      expect(other.image.equals(first.image)).toBe(false);
      expect(next.image.equals(first.image)).toBe(false);
    },
  );

  it.each([16, 97, 224])('can be %i pixels wide', async (imageSize) => {
    const { image } = await picture(planned({ set: 'wbc', class: 'Monocyte' }), 1, { ...parameters, imageSize });
    expect(await sharp(image).metadata()).toMatchObject({ width: imageSize, height: imageSize });
  });
});
