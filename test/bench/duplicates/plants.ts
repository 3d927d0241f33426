/** Copies of an image as they come about in a lab, each kind with its own chance. */
import sharp from 'sharp';
import type { Random } from '../../../app/random/random.ts';

type Plant = (image: Buffer, random: Random) => Promise<Buffer>;

const sized = async (image: Buffer) => {
  const { width, height } = await sharp(image).metadata();
  return { width, height };
};

/** @param share of the width and height that is lost, at edges by chance */
const cropped =
  (low: number, high: number): Plant =>
  async (image, random) => {
    const { width, height } = await sized(image);
    const lost = random.uniform(low, high);
    const [wide, high_] = [Math.round(width * (1 - lost)), Math.round(height * (1 - lost))];
    const [left, top] = [random.integer(0, width - wide), random.integer(0, height - high_)];
    return sharp(image).extract({ left, top, width: wide, height: high_ }).jpeg({ quality: 92 }).toBuffer();
  };

const scaled: Plant = async (image, random) => {
  const { width } = await sized(image);
  return sharp(image)
    .resize(Math.round(width * random.uniform(0.5, 2)))
    .jpeg({ quality: 92 })
    .toBuffer();
};

const turned: Plant = (image, random) =>
  sharp(image)
    .rotate(90 * random.integer(1, 3))
    .jpeg({ quality: 92 })
    .toBuffer();

export const PLANTS: Readonly<Record<string, Plant>> = {
  rescaled50to200: scaled,
  recompressedQ30to95: (image, random) =>
    sharp(image)
      .jpeg({ quality: random.integer(30, 95) })
      .toBuffer(),
  turned,
  mirrored: (image, random) => (random.integer(0, 1) === 0 ? sharp(image).flip() : sharp(image).flop()).jpeg({ quality: 92 }).toBuffer(),
  brightness: (image, random) => sharp(image).linear(random.uniform(0.85, 1.15), random.uniform(-20, 20)).jpeg({ quality: 92 }).toBuffer(),
  cropped1to3: cropped(0.01, 0.03),
  cropped3to5: cropped(0.03, 0.05),
  cropped5to8: cropped(0.05, 0.08),
  several: async (image, random) => turned(await scaled(await cropped(0.01, 0.03)(image, random), random), random),
};
