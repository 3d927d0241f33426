/** Writes the synthetic sample: three data sets in the study's layout, made anew unless a complete one of the same making lies there. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { SmearlabError, writeFailure } from '../../contract/failure.ts';
import type { OnProgress } from '../../contract/progress.ts';
import { type SampleParameters, shippedParameters } from './parameters.ts';
import { picture } from './picture.ts';
import { type PlannedImage, plannedImages, SAMPLE_SETS } from './plan.ts';

/** Raised whenever the painting changes, so that a sample of an older making is made again. */
const PAINTING = 1;
/** Painting blocks the thread, encoding and writing do not: a few at once keep both busy. */
const AT_ONCE = 8;
const MARKER = 'sample.json';

export interface SampleOptions {
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  /** Those of resources/sample.json if not given. */
  readonly parameters?: SampleParameters;
}

export interface SampleFolders {
  readonly wbc: string;
  readonly cam16: string;
  readonly prcc: string;
}

/** `recipe` is all that decides the pixels, as one string to compare. */
const markerSchema = z.strictObject({
  format: z.literal('smearlab-sample/1'),
  complete: z.boolean(),
  images: z.int(),
  seed: z.int(),
  recipe: z.string(),
});
type Marker = z.infer<typeof markerSchema>;

async function readMarker(folder: string): Promise<Marker | null> {
  try {
    return markerSchema.parse(JSON.parse(await readFile(path.join(folder, MARKER), 'utf8')));
  } catch {
    return null;
  }
}

/** Written whole or not at all: first beside its place, then renamed into it. */
async function writeMarker(folder: string, marker: Marker): Promise<void> {
  const file = path.join(folder, MARKER);
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, `${JSON.stringify(marker, null, 2)}\n`);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw writeFailure(error, file);
  }
}

/** Clears what an earlier sample left; refuses to touch folders of these names that no sample made. */
async function clearFolder(folder: string, marker: Marker | null): Promise<void> {
  for (const set of SAMPLE_SETS) {
    const place = path.join(folder, set);
    if (!existsSync(place)) continue;
    if (marker === null) {
      throw new SmearlabError(
        'already-there',
        `${place} exists but was not made by the synthetic sample, so it is left alone. Choose another folder for the sample.`,
        { file: place },
      );
    }
    await rm(place, { recursive: true, force: true }).catch((error: unknown) => {
      throw writeFailure(error, place);
    });
  }
}

async function makeFolders(folder: string, plan: readonly PlannedImage[]): Promise<void> {
  const files = plan.flatMap((planned) => (planned.mask === null ? [planned.image] : [planned.image, planned.mask]));
  const folders = new Set([...SAMPLE_SETS, ...files.map((file) => path.posix.dirname(file))]);
  for (const name of folders) {
    const place = path.join(folder, name);
    await mkdir(place, { recursive: true }).catch((error: unknown) => {
      throw writeFailure(error, place);
    });
  }
}

async function write(file: string, bytes: Buffer): Promise<void> {
  await writeFile(file, bytes).catch((error: unknown) => {
    throw writeFailure(error, file);
  });
}

function stopIfAsked(signal: AbortSignal | undefined, folder: string): void {
  if (signal?.aborted !== true) return;
  throw new SmearlabError('stopped', `Making the sample in ${folder} was stopped; it is made anew next time.`, { file: folder });
}

async function paintAll(
  folder: string,
  plan: readonly PlannedImage[],
  parameters: SampleParameters,
  options: SampleOptions,
): Promise<void> {
  const started = performance.now();
  for (let done = 0; done < plan.length; ) {
    stopIfAsked(options.signal, folder);
    const part = plan.slice(done, done + AT_ONCE);
    await Promise.all(
      part.map(async (planned) => {
        const { image, mask } = await picture(planned, options.seed, parameters);
        await write(path.join(folder, planned.image), image);
        if (planned.mask !== null && mask !== null) await write(path.join(folder, planned.mask), mask);
      }),
    );
    done += part.length;
    const perSecond = (done * 1000) / Math.max(1, performance.now() - started);
    options.onProgress?.({
      task: 'Making the synthetic sample',
      stage: part.at(-1)?.image ?? '',
      done,
      total: plan.length,
      unit: 'images',
      perSecond,
      secondsLeft: (plan.length - done) / perSecond,
    });
  }
}

/**
 * Makes the sample under `folder` (created where missing) and gives the folders of its three data sets. A complete
 * sample of the same seed and parameters is reused; an interrupted or different one is made anew.
 * Throws `already-there`, `stopped`, and what `writeFailure` makes of the disk's refusals.
 */
export async function makeSample(folder: string, options: SampleOptions): Promise<SampleFolders> {
  const parameters = options.parameters ?? shippedParameters();
  const folders = { wbc: path.join(folder, 'wbc'), cam16: path.join(folder, 'cam16'), prcc: path.join(folder, 'prcc') };
  const plan = plannedImages(parameters);
  const recipe = JSON.stringify({ painting: PAINTING, seed: options.seed, parameters });
  const found = await readMarker(folder);
  const files = plan.flatMap(({ image, mask }) => (mask === null ? [image] : [image, mask]));
  if (found?.complete === true && found.recipe === recipe && files.every((file) => existsSync(path.join(folder, file)))) return folders;

  stopIfAsked(options.signal, folder);
  await clearFolder(folder, found);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(error, folder);
  });
  const marker: Marker = { format: 'smearlab-sample/1', complete: false, images: plan.length, seed: options.seed, recipe };
  await writeMarker(folder, marker);
  await makeFolders(folder, plan);
  await paintAll(folder, plan, parameters, options);
  await writeMarker(folder, { ...marker, complete: true });
  return folders;
}
