/** `bench duplicates`: precision and recall on planted copies of each kind, and how long a search among very many images takes. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { decodePixels, makeThumbnail } from '../../../app/library/decode.ts';
import { fingerprintOf } from '../../../app/library/duplicates/fingerprint.ts';
import { samePictures } from '../../../app/library/duplicates/samePictures.ts';
import { randomFor } from '../../../app/random/random.ts';
import { wholeNumber } from '../../../main/cli/studyOptions.ts';
import { rounded } from '../figures.ts';
import { makeImages } from '../library/madeImages.ts';
import { madeFingerprints } from './many.ts';
import { PLANTS } from './plants.ts';

type Options = { readonly images?: string; readonly plants: string; readonly many: string; readonly seed: string; readonly json: boolean };

const { signal } = new AbortController();

export function addDuplicatesCommand(program: Command): void {
  program
    .command('duplicates')
    .description(
      'Planted copies among real images (or the synthetic sample): how many are found, how many are wrong; and the time for many.',
    )
    .option('--images <dir>', 'JPEG images that hold no duplicates (default: ../shared/data/wbc-pbc, else 500 synthetic ones)')
    .option('--plants <n>', 'copies of each kind', '300')
    .option('--many <n>', 'made fingerprints that are searched', '100000')
    .option('--seed <n>', 'of the choice of images and of the copies', '2')
    .option('--json', 'print one line of JSON', false)
    .action(async (options: Options) => {
      const seed = wholeNumber('--seed', options.seed, 0, 2 ** 31 - 1);
      const figures = await measure(options.images, wholeNumber('--plants', options.plants, 1, 5000), seed);
      const many = await measureMany(figures.fingerprints, wholeNumber('--many', options.many, 2, 1_000_000), seed);
      const result = { images: figures.images, of: figures.of, kinds: figures.kinds, ...many };
      console.log(JSON.stringify(result, null, options.json ? undefined : 2));
    });
}

const jpegs = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.jpe?g$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

async function imagesAt(asked: string | undefined): Promise<{ of: string; files: Buffer[] }> {
  const real = resolve(asked ?? '../shared/data/wbc-pbc');
  if (asked !== undefined || existsSync(real)) return { of: asked ?? 'wbc-pbc', files: jpegs(real).map((file) => readFileSync(file)) };
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-duplicates-'));
  try {
    await makeImages(folder, 500, 128, 1, 500);
    return { of: 'synthetic', files: jpegs(folder).map((file) => readFileSync(file)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const fingerprintOfFile = async (bytes: Buffer) =>
  fingerprintOf(await decodePixels(await makeThumbnail(bytes, 'an image'), 'its thumbnail'));

/** In order, a few at a time. */
async function each<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let begin = 0; begin < items.length; begin += 8) {
    done.push(...(await Promise.all(items.slice(begin, begin + 8).map((item, index) => work(item, begin + index)))));
  }
  return done;
}

/**
 * Odd images alone: the even ones are those on which thresholds were chosen. A copy is found when it is in one set with its original;
 * wrong is a copy or an original in one set with another original.
 */
async function measure(asked: string | undefined, plants: number, seed: number) {
  const { of, files } = await imagesAt(asked);
  const originals = files.filter((_, index) => index % 2 === 1);
  const fingerprints = await each(originals, fingerprintOfFile);
  const kinds: Record<string, { recall: number; precision: number; found: number; planted: number; wrong: number }> = {};
  for (const [kind, plant] of Object.entries(PLANTS)) {
    const random = randomFor(seed, 'planted', kind);
    const chosen = Array.from({ length: plants }, () => random.integer(0, originals.length - 1));
    const copies = await each(chosen, async (original, index) =>
      fingerprintOfFile(await plant(originals[original] ?? Buffer.alloc(0), randomFor(seed, 'plant', kind, index))),
    );
    const { sets } = await samePictures([...fingerprints, ...copies], signal);
    let [found, wrong] = [0, 0];
    for (const set of sets) {
      const members = set.map((index) => (index < originals.length ? index : (chosen[index - originals.length] ?? 0)));
      const most = members.find((member) => set.includes(member));
      const right = members.filter((member, at) => member === most && (set[at] ?? 0) >= originals.length).length;
      found += most === undefined ? 0 : right;
      wrong += members.filter((member) => member !== (most ?? members[0])).length;
    }
    kinds[kind] = {
      recall: rounded(found / plants),
      precision: rounded(found / Math.max(1, found + wrong)),
      found,
      planted: plants,
      wrong,
    };
  }
  return { of, images: originals.length, kinds, fingerprints };
}

async function measureMany(real: readonly Int8Array[], many: number, seed: number) {
  const fingerprints = madeFingerprints(real, many, seed);
  const began = performance.now();
  const { sets, count } = await samePictures(fingerprints, signal);
  const seconds = (performance.now() - began) / 1000;
  const pairs = (many * (many - 1)) / 2;
  return {
    ...{ many, searchSeconds: rounded(seconds), pairsPerSecond: Math.round(pairs / seconds), imagesPerSecond: Math.round(many / seconds) },
    ...{ aligned: count.candidates, shareOfAllPairs: count.candidates / pairs, setsAmongMany: sets.length },
    peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}
