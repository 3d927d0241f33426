/** `bench library`: how fast a folder is imported, beside a bare loop that makes the same thumbnails, and how fast its pages come. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { changingLibrary } from '../../../app/library/library.ts';
import { wholeNumber } from '../../../main/cli/studyOptions.ts';
import { rounded } from '../figures.ts';
import { measured } from './inProcess.ts';
import { makeImages } from './madeImages.ts';
import { fillUp, timePages } from './pages.ts';

type Options = { readonly images: string; readonly size: string; readonly pages: string; readonly seed: string; readonly json: boolean };

/** The import whose cost per image is the measure of those of more images. */
const FEW = 1000;
/** The bare loop is measured over so many images, before the import and after it. */
const BARE = 4000;

export function addLibraryCommand(program: Command): void {
  program
    .command('library')
    .description('Import of synthetic JPEG images (hash, probe, thumbnail) beside a bare sharp loop, pages, and peak memory.')
    .option('--images <n>', 'how many images are made and imported', '20000')
    .option('--size <pixels>', 'their side', '360')
    .option('--pages <n>', 'rows of the library whose pages are timed (filled up without files)', '100000')
    .option('--seed <n>', 'of the images', '1')
    .option('--json', 'print one line of JSON', false)
    .action(async (options: Options) => {
      const figures = await measureLibrary({
        images: wholeNumber('--images', options.images, 1, 1_000_000),
        size: wholeNumber('--size', options.size, 16, 2048),
        pages: wholeNumber('--pages', options.pages, 1, 1_000_000),
        seed: wholeNumber('--seed', options.seed, 0, 2 ** 31 - 1),
      });
      console.log(options.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2));
    });
}

type Asked = { readonly images: number; readonly size: number; readonly pages: number; readonly seed: number };

async function measureLibrary({ images, size, pages, seed }: Asked) {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-bench-'));
  try {
    const [few, many] = [join(folder, 'few'), join(folder, 'many')];
    await makeImages(few, Math.min(FEW, images), size, seed);
    await makeImages(many, images, size, seed);
    const bare = () => measured({ kind: 'sharp', root: many, folder: '', most: BARE });
    const importing = (root: string, library: string) => measured({ kind: 'import', root, folder: library, most: 0 });
    const before = await bare();
    const fewImported = await importing(few, join(folder, 'few-library'));
    const library = join(folder, 'library');
    const imported = await importing(many, library);
    const after = await bare();
    const again = await importing(many, library);
    const megabytes = (name: string) => Math.round(statSync(join(library, name)).size / 2 ** 20);
    const disk = { databaseMB: megabytes('smearlab.db'), thumbnailsMB: megabytes('thumbnails.db') };
    const paged = await changingLibrary(library, ({ store, thumbnails }) => timePages(store, thumbnails, fillUp(store, images, pages)));
    const sharpRate = (before.images + after.images) / (before.seconds + after.seconds);
    const rate = imported.images / imported.seconds;
    const cost = (of: typeof imported) => (of.seconds * 1000) / of.images;
    return {
      ...{ images, size, pages },
      importImagesPerSecond: rounded(rate),
      sharpImagesPerSecond: rounded(sharpRate),
      ratioToSharp: rounded(rate / sharpRate),
      msPerImage: rounded(cost(imported)),
      msPerImageOf1000: rounded(cost(fewImported)),
      growth: rounded(cost(imported) / cost(fewImported)),
      peakMemoryMB: imported.peakMemoryMB,
      peakMemoryMBOf1000: fewImported.peakMemoryMB,
      importAgainSeconds: rounded(again.seconds),
      ...disk,
      pageMsP95: rounded(paged.pageMsP95),
      pageMsMax: rounded(paged.pageMsMax),
      thumbnailsMsP95: rounded(paged.thumbnailsMsP95),
      slowestPage: paged.slowest,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
