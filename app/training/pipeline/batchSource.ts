/** Where the batches of a run come from: its images, by way of the caches, made in threads of their own or here. */
import { join } from 'node:path';
import { asFailure, SmearlabError } from '../../contract/failure.ts';
import { type Change, NO_CHANGE } from '../augmentation/change.ts';
import type { Mix } from '../augmentation/mixup.ts';
import type { Example, Mask } from '../examples.ts';
import { throwIfStopped } from '../stopping.ts';
import type { BatchMade, BatchTask, PictureSource } from './batchTask.ts';
import type { BatchWorkers } from './batchWorkers.ts';
import { type DiskCache, keptName } from './diskCache.ts';
import { makeBatch } from './makeBatch.ts';
import { notReadNow } from './notReadNow.ts';
import type { PixelCache } from './pixelCache.ts';

/** What makes batches, shared by all runs of a process. */
export type Pipeline = {
  readonly cache: PixelCache;
  readonly disk?: DiskCache | undefined;
  /** Without them batches are made in this thread. */
  readonly workers?: BatchWorkers | undefined;
};

export type VariedExample = { readonly example: Example; readonly change: Change };

export interface BatchSource {
  /** How many batches to ask for ahead of the one that is worked on. */
  readonly ahead: number;
  /**
   * The network's input, [places, 3, size, size]; places without an example stay black.
   * @throws SmearlabError `stopped`, or what reading an image threw
   */
  input(examples: readonly VariedExample[], places: number, mix?: Mix | null): Promise<Float32Array<ArrayBuffer>>;
  /** The pictures as they are, RGB [size, size, 3] each. Throws as `input` does. */
  pixels(examples: readonly Example[]): Promise<readonly Uint8Array[]>;
}

/** Where paths start from. */
export type ImagePlaces = {
  /** Of the images and the lab's masks. */
  readonly dataRoot: string;
  /** Of masks that were drawn or accepted, where there are any. */
  readonly dataFolder?: string | undefined;
};

/** For one run. @param size of the network's input in pixels */
export function openBatchSource(pipeline: Pipeline, places: ImagePlaces, size: number, signal: AbortSignal): BatchSource {
  const { cache, disk, workers } = pipeline;
  disk?.beginRun();

  async function made(examples: readonly VariedExample[], places: number, mix: Mix | null): Promise<BatchMade> {
    throwIfStopped(signal);
    const pictures = examples.map(({ example, change }) => ({
      ...{ change, isMaskedCopy: example.kind === 'masked copy' },
      source: sourceOf(example),
    }));
    const task: BatchTask = { pictures, size, places, mix, shares: workers !== undefined };
    const making = workers === undefined ? makeBatch(task) : workers.make(task, signal);
    const batch = await making.catch((error: unknown) => {
      throw notReadNow(asFailure(error), importedFiles(examples));
    });
    batch.decoded.forEach((picture, at) => {
      const example = examples[at]?.example;
      if (picture === null || example === undefined) return;
      cache.keep(nameOf(example), picture.pixels);
      if (picture.kept === 'not-written') noteNotWritten(nameOf(example));
    });
    return batch;
  }

  function sourceOf(example: Example): PictureSource {
    const name = nameOf(example);
    const pixels = cache.find(name);
    if (pixels !== undefined) return { kind: 'decoded', pixels };
    const mask = example.kind === 'masked copy' ? maskFile(places, example.mask) : null;
    const [kept, keepAt] = [disk?.find(name) ?? null, disk?.reserve(name, size) ?? null];
    return { kind: 'files', image: join(places.dataRoot, example.image.path), mask, kept, keepAt };
  }

  function nameOf(example: Example): string {
    return keptName(example.image.sha256, example.kind === 'masked copy' ? example.mask.sha256 : null, size);
  }

  function importedFiles(examples: readonly VariedExample[]): ReadonlyMap<string, string> {
    const images = examples.map(({ example: { image } }): [string, string] => [join(places.dataRoot, image.path), image.sha256]);
    const masks = examples.flatMap(({ example }): [string, string][] =>
      example.kind === 'masked copy' ? [[maskFile(places, example.mask), example.mask.sha256]] : [],
    );
    return new Map([...images, ...masks]);
  }

  function noteNotWritten(name: string): void {
    if (disk?.notWritten(name) === true) console.warn('The folder for decoded images cannot be written any more: no more are kept there.');
  }

  return {
    ahead: Math.max(2, (workers?.count ?? 0) + 1),
    input: async (examples, places, mix = null) => (await made(examples, places, mix)).input,
    async pixels(examples) {
      const known = examples.map((example) => cache.find(nameOf(example)));
      const missing = examples.filter((_, at) => known[at] === undefined).map((example) => ({ example, change: NO_CHANGE }));
      if (missing.length === 0) return known.filter((pixels) => pixels !== undefined);
      const decoded = (await made(missing, 0, null)).decoded.values();
      return known.map((pixels) => pixels ?? nextOf(decoded));
    },
  };
}

/** @throws SmearlabError wrong-usage for a mask of a data folder that was not named */
function maskFile({ dataRoot, dataFolder }: ImagePlaces, { path, place }: Mask): string {
  if (place === undefined) return join(dataRoot, path);
  if (dataFolder !== undefined) return join(dataFolder, path);
  throw new SmearlabError('wrong-usage', `The mask ${path} lies in a data folder, and which one was not said.`, { file: path });
}

function nextOf(decoded: Iterator<BatchMade['decoded'][number]>): Uint8Array {
  const pixels = decoded.next().value?.pixels;
  if (pixels === undefined) throw new SmearlabError('internal', 'A picture that was asked for was not decoded.');
  return pixels;
}
