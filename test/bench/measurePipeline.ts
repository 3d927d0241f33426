/** Trains on real files in this process and times it, epoch by epoch. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recipeSchema } from '../../app/contract/recipe.ts';
import { RUN_FILE_FORMAT, type RunFile } from '../../app/contract/runFile.ts';
import { openOnnxEngine } from '../../app/engine/onnx/engine.ts';
import { listRoot } from '../../app/library/layout/folderListing.ts';
import { splitFolders } from '../../app/library/layout/splitFolders.ts';
import { makeSample } from '../../app/library/sample/makeSample.ts';
import { randomFor, shuffled } from '../../app/random/random.ts';
import { train } from '../../app/training/train.ts';
import type { Pace } from '../../app/training/training.ts';
import { openPipeline } from '../../main/engine-process/pipeline.ts';
import { median, rounded } from './figures.ts';

export type Measured = {
  readonly data: string;
  readonly size: number;
  readonly batch: number;
  readonly epochs: number;
  readonly images: number;
  readonly threads: number;
  /** Decoded images are kept there instead of in memory; null: in memory. */
  readonly cacheFolder: string | null;
};

export type PipelineFigures = {
  readonly workers: number;
  readonly augmented: boolean;
  readonly epochs: readonly { readonly epoch: number; readonly waitedShare: number; readonly imagesPerSecond: number }[];
};

const MEMORY = 2 ** 30;
const DISK = 2 ** 33;

/** All that a recipe for smears would use at once. */
const AUGMENTATION = {
  ...{ flips: 'both', rotation: 180, shift: 0.05, scale: 0.1 },
  rgb: { brightness: 0.1, contrast: 0.1, saturation: 0.1 },
  hed: { scale: 0.05, shift: 0.02 },
};

/** The real images beside the project, or the synthetic sample in the system's temporary folder. */
export async function defaultData(): Promise<string> {
  const real = fileURLToPath(new URL('../../../shared/data/wbc-pbc', import.meta.url));
  if (existsSync(real)) return real;
  return (await makeSample(join(tmpdir(), 'smearlab-bench-sample'), { seed: 1 })).wbc;
}

/** Each measurement has caches and threads of its own, so that its first epoch decodes. */
export async function measurePipeline(measured: Measured, workers: number, augmented: boolean): Promise<PipelineFigures> {
  const { cacheFolder, threads } = measured;
  const run = await runOf(measured, augmented);
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-bench-'));
  const diskCache = cacheFolder === null ? null : { folder: mkdtempSync(join(cacheFolder, 'bench-')), bytes: DISK };
  const pipeline = openPipeline({ cacheBytes: cacheFolder === null ? MEMORY : 0, diskCache, workers });
  const paces: Pace[] = [];
  try {
    const engine = await openOnnxEngine({ threads });
    const { signal } = new AbortController();
    const listener = { onProgress: () => undefined, onEpoch: () => undefined, onPace: (pace: Pace) => paces.push(pace) };
    await train({ run, folder, dataRoot: measured.data, engine, resume: false, signal, ...pipeline }, listener);
  } finally {
    await pipeline.close();
    for (const used of [folder, diskCache?.folder]) if (used !== undefined) rmSync(used, { recursive: true });
  }
  return {
    ...{ workers, augmented },
    epochs: paces.map(({ epoch, images, seconds, waitedSeconds }) => ({
      epoch,
      waitedShare: rounded(waitedSeconds / seconds),
      imagesPerSecond: rounded(images / seconds),
    })),
  };
}

/** A plain run over some of the folder's training images, drawn evenly; nothing is validated. */
async function runOf({ data, size, batch, epochs, images: most }: Measured, augmented: boolean): Promise<RunFile> {
  const layout = splitFolders({ root: data, ...(await listRoot(data, new AbortController().signal)) });
  const training = shuffled(
    layout.images.filter(({ split }) => split === 'train'),
    randomFor(1, 'bench'),
  ).slice(0, most);
  const images = training.map((image) => ({
    ...{ path: image.path, class: image.class, mask: null },
    sha256: createHash('sha256')
      .update(readFileSync(join(data, image.path)))
      .digest('hex'),
  }));
  return {
    ...{ format: RUN_FILE_FORMAT, name: 'bench', seed: 1, subset: null, inputs: [] },
    recipe: recipeSchema.parse({
      ...{ network: { name: 'wbc' }, imageSize: size, maskedCopies: false, loss: 'cross-entropy' },
      training: { epochs, batchSize: batch, augmentation: augmented ? AUGMENTATION : null },
    }),
    classes: [...new Set(images.flatMap((image) => image.class ?? []))].sort(),
    dataSet: { name: 'bench', hash: '0'.repeat(64), root: data },
    images: { train: images, val: [] },
  };
}

export type Median = {
  readonly workers: number;
  readonly augmented: boolean;
  readonly waitedShare: number;
  readonly imagesPerSecond: number;
  /** Of the images per second with the fewest workers measured. */
  readonly ratio: number;
};

/** Medians over the epochs after the first, of all rounds; over the first where there is no other. Pure. */
export function summary(figures: readonly PipelineFigures[]): Median[] {
  const medianOf = (workers: number, augmented: boolean) => {
    const own = figures.filter((figure) => figure.workers === workers && figure.augmented === augmented);
    const all = own.flatMap(({ epochs }) => epochs);
    const later = all.filter(({ epoch }) => epoch > 1);
    const counted = later.length > 0 ? later : all;
    return {
      waitedShare: rounded(median(counted.map(({ waitedShare }) => waitedShare))),
      imagesPerSecond: rounded(median(counted.map(({ imagesPerSecond }) => imagesPerSecond))),
    };
  };
  const counts = [...new Set(figures.map(({ workers }) => workers))].sort((a, b) => a - b);
  return [false, true]
    .filter((augmented) => figures.some((figure) => figure.augmented === augmented))
    .flatMap((augmented) => {
      const [fewest = 0] = counts;
      const base = medianOf(fewest, augmented).imagesPerSecond;
      return counts.map((workers) => {
        const own = medianOf(workers, augmented);
        return { workers, augmented, ...own, ratio: rounded(own.imagesPerSecond / base) };
      });
    });
}
