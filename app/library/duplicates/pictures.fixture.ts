/** Pictures for the tests of duplicates: cells of the synthetic sample, and blobs drawn by seed in any shape and turn. */
import { WBC_CLASSES } from '../../contract/words.ts';
import { randomFor } from '../../random/random.ts';
import type { Pixels } from '../decode.ts';
import { shippedParameters } from '../sample/parameters.ts';
import { picture } from '../sample/picture.ts';

/** PNG files of synthetic neutrophils, or of the class of that index. */
export function cells(count: number, of = 4, seed = 1): Promise<Buffer[]> {
  const name = WBC_CLASSES[of] ?? 'Neutrophil';
  const paint = async (number: number) => {
    const planned = { subject: { set: 'wbc', class: name }, split: 'train', number, image: '', mask: null } as const;
    return (await picture(planned, seed, { ...shippedParameters(), imageSize: 96 })).image;
  };
  return Promise.all(Array.from({ length: count }, (_, index) => paint(index + 1)));
}

/** A few coloured blobs on a pale ground, unlike in all turns. */
export function drawn(seed: number, width: number, height: number): Pixels {
  const random = randomFor(seed, 'blobs');
  const blobs = Array.from({ length: 6 }, () => ({
    ...{ x: random.uniform(0, width), y: random.uniform(0, height), size: random.uniform(0.1, 0.3) * Math.max(width, height) },
    colour: [random.uniform(0, 200), random.uniform(0, 200), random.uniform(0, 200)],
  }));
  const data = new Uint8Array(width * height * 3).fill(230);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const over = blobs.find((blob) => Math.hypot(x - blob.x, y - blob.y) < blob.size);
    for (let channel = 0; channel < 3; channel++) if (over !== undefined) data[at * 3 + channel] = over.colour[channel] ?? 0;
  }
  return { data, width, height };
}

/** The picture mirrored left and right (bit 0), top and bottom (bit 1), after its axes were swapped (bit 2). */
export function laid({ data, width, height }: Pixels, turn: number): Pixels {
  const isSwapped = (turn & 4) !== 0;
  const [wide, high] = isSwapped ? [height, width] : [width, height];
  const result = new Uint8Array(data.length);
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const [sx, sy] = [turn & 1 ? wide - 1 - x : x, turn & 2 ? high - 1 - y : y];
      const from = isSwapped ? sx * width + sy : sy * width + sx;
      for (let channel = 0; channel < 3; channel++) result[(y * wide + x) * 3 + channel] = data[from * 3 + channel] ?? 0;
    }
  }
  return { data: result, width: wide, height: high };
}
