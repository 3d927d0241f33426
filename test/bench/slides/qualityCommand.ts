/** `npm run bench -- quality`: how often images of single cells are flagged, and how often what is none is not (docs/slides.md). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import sharp, { type Sharp } from 'sharp';
import type { CellFlag } from '../../../app/contract/slides.ts';
import { decodePixels, type Pixels } from '../../../app/library/decode.ts';
import { listRoot } from '../../../app/library/layout/folderListing.ts';
import { isImageName } from '../../../app/slides/opening/cellFiles.ts';
import { flagsOf } from '../../../app/slides/quality/flags.ts';
import { measuresOf } from '../../../app/slides/quality/measures.ts';

/** Corners of an image of one cell hold none; this share of its sides is cut off. */
const CORNER = 0.27;
/** Gaussian, of the image's width: at the least of them, nuclei begin to lose their inner structure. */
const BLURS = [0.01, 0.015, 0.02, 0.03];
/** What is kept of each of two images that are put side by side. */
const KEPT = 0.76;

export function addQualityCommand(program: Command): void {
  program
    .command('quality')
    .description('Share of images that each flag marks: of single cells, and of what is made of them to be none.')
    .argument('<folder...>', 'folders of images of single cells, one for each smear or camera')
    .option('--most <images>', 'of each folder, evenly drawn', Number, 300)
    .action(async (folders: string[], { most }: { most: number }) => {
      for (const folder of folders) await measure(folder, most);
    });
}

async function measure(folder: string, most: number): Promise<void> {
  const paths = (await listRoot(folder, new AbortController().signal)).files.filter(isImageName);
  const step = Math.max(1, Math.floor(paths.length / most));
  const drawn = paths.filter((_, at) => at % step === 0).slice(0, most);
  const images = await Promise.all(drawn.map(async (path) => decodePixels(await readFile(join(folder, path)), path)));
  console.log(`${folder}: ${images.length} images`);
  const own = images.map(measuresOf);
  const shares = (name: string, made: readonly ReturnType<typeof measuresOf>[], isMixed: boolean) => {
    // What is no cell lies among cells: the slide's median is theirs.
    const flags = (isMixed ? made.map((one) => flagsOf([...own, one]).at(-1) ?? []) : flagsOf(made)).flat();
    const share = (flag: CellFlag) => `${((100 * flags.filter((other) => other === flag).length) / made.length).toFixed(1)} %`.padStart(8);
    console.log(`  ${name.padEnd(24)} empty ${share('empty')}  several ${share('several cells')}  out of focus ${share('out of focus')}`);
  };
  shares('as they are', own, false);
  shares('their corner', (await Promise.all(images.map(corner))).map(measuresOf), true);
  shares(
    'two side by side',
    (await Promise.all(images.map((image, at) => pair(image, images[(at + 1) % images.length] ?? image)))).map(measuresOf),
    true,
  );
  for (const sigma of BLURS) {
    const blurred = await Promise.all(images.map((image) => raw(opened(image).blur(Math.max(0.3, sigma * image.width)))));
    shares(`blurred, σ ${100 * sigma} % of width`, blurred.map(measuresOf), true);
  }
}

const opened = ({ data, width, height }: Pixels) => sharp(data, { raw: { width, height, channels: 3 } });

async function raw(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function corner(image: Pixels): Promise<Pixels> {
  const [width, height] = [Math.floor(CORNER * image.width), Math.floor(CORNER * image.height)];
  return raw(opened(image).extract({ left: 0, top: 0, width, height }));
}

async function pair(one: Pixels, other: Pixels): Promise<Pixels> {
  const [side, height] = [Math.min(one.width, other.width), Math.min(one.height, other.height)];
  const width = Math.floor(KEPT * side);
  const half = (image: Pixels) =>
    opened(image)
      .extract({ left: Math.floor((side * (1 - KEPT)) / 2), top: 0, width, height })
      .png()
      .toBuffer();
  const [left, right] = await Promise.all([half(one), half(other)]);
  const both = sharp({ create: { width: 2 * width, height, channels: 3, background: '#ffffff' } });
  return raw(
    sharp(
      await both
        .composite([
          { input: left, left: 0, top: 0 },
          { input: right, left: width, top: 0 },
        ])
        .png()
        .toBuffer(),
    ),
  );
}
