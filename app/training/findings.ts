/** What an epoch found, for a person who watches: the confusion matrix, a few predictions, and of an autoencoder a few reconstructions. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { EpochFindings } from '../contract/evaluation.ts';
import { writeFailure } from '../contract/failure.ts';
import { type CurveEnd, keepsReconstructions } from '../contract/reconstructions.ts';
import type { RunFile } from '../contract/runFile.ts';
import { confusionMatrix } from '../evaluation/confusionMatrix.ts';
import { randomFor, shuffled } from '../random/random.ts';
import type { TrainingRequest } from './training.ts';
import type { Validation } from './validate.ts';
import { writeWholeFile } from './wholeFile.ts';

const MOST_SAMPLES = 12;
const MOST_RECONSTRUCTIONS = 6;
/** Longer side of a reconstruction's picture. */
const SIDE = 128;

/**
 * Places of the validation images that are shown after every epoch, of each class as many as there is room for. They hang on the data
 * set alone, so that runs on it show the same ones.
 */
export function handfulOf({ images, classes, dataSet }: RunFile): number[] {
  const order = shuffled([...images.val.keys()], randomFor(0, 'handful', dataSet.hash));
  if (classes.length === 0) return order.slice(0, MOST_RECONSTRUCTIONS);
  const byClass = [...Map.groupBy(order, (at) => images.val[at]?.class).values()];
  const rounds = Math.max(0, ...byClass.map(({ length }) => length));
  const inTurn = Array.from({ length: rounds }, (_, round) => byClass.flatMap((own) => own[round] ?? [])).flat();
  return inTurn.slice(0, MOST_SAMPLES);
}

/** The file of a reconstruction. @param at its place among those of the epoch */
export function reconstructionFile(folder: string, epoch: number, at: number): string {
  return join(reconstructionsFolder(folder), `${epoch}-${at}.png`);
}

function reconstructionsFolder(folder: string): string {
  return join(folder, 'reconstructions');
}

/**
 * Reconstructions of earlier epochs are thinned out (`keepsReconstructions`) as they were to be after the epoch before: whoever looks at
 * the run has been told of that one, and asks for no others any more.
 * @param before where the curve ended before this epoch
 * @throws SmearlabError `disk-full`, `not-writable` where reconstructions cannot be written
 */
export async function findingsOf(
  { run, folder }: Pick<TrainingRequest, 'run' | 'folder'>,
  { epoch, before }: { readonly epoch: number; readonly before: CurveEnd },
  { predictions, shown }: Validation,
  handful: readonly number[],
): Promise<EpochFindings> {
  if (run.classes.length === 0) {
    const written = handful.flatMap((at) => {
      const [image, output] = [run.images.val[at], shown.get(at)];
      return image === undefined || output === undefined ? [] : [{ path: image.path, output }];
    });
    thinOut(reconstructionsFolder(folder), before);
    for (const [at, { output }] of written.entries()) {
      await writeReconstruction(reconstructionFile(folder, epoch, at), output, run.recipe.imageSize);
    }
    return { confusion: null, samples: [], reconstructed: written.map(({ path }) => path) };
  }
  const actual = predictions.map((prediction) => prediction.actual);
  const predicted = predictions.map((prediction) => prediction.predicted);
  const confusion = predictions.length === 0 ? null : confusionMatrix(actual, predicted, run.classes.length);
  return { confusion, samples: handful.flatMap((at) => predictions[at] ?? []), reconstructed: [] };
}

/** @throws SmearlabError `not-writable` */
function thinOut(folder: string, end: CurveEnd): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const epoch = /^(\d+)-\d+\.png$/.exec(name)?.[1];
      if (epoch !== undefined && !keepsReconstructions(Number(epoch), end)) rmSync(join(folder, name));
    }
  } catch (error) {
    throw writeFailure(error, folder);
  }
}

/** @param output [3, size, size], 0 to 1 as far as the network keeps to that */
async function writeReconstruction(file: string, output: Float32Array, size: number): Promise<void> {
  const area = size * size;
  const pixels = Uint8Array.from({ length: 3 * area }, (_, byte) => {
    const value = output[(byte % 3) * area + Math.floor(byte / 3)] ?? 0;
    return Math.round(255 * Math.min(1, Math.max(0, value)));
  });
  const picture = sharp(pixels, { raw: { width: size, height: size, channels: 3 } });
  const png = await picture.resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true }).png().toBuffer();
  try {
    writeWholeFile(file, [png]);
  } catch (error) {
    throw writeFailure(error, file);
  }
}
