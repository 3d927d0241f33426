/** Classifies cells by the network of a run: images are decoded by other threads while the engine computes, batch after batch. */
import { createHash } from 'node:crypto';
import { asFailure, SmearlabError } from '../../contract/failure.ts';
import type { Engine, Inference } from '../../engine/engine.ts';
import { readBytes } from '../../library/pixels.ts';
import type { FoundResult, WaitingCell } from '../../store/cells.ts';
import { NO_CHANGE } from '../../training/augmentation/change.ts';
import { validationBatches } from '../../training/batches.ts';
import { keptCheckpointFile, readNetwork, runOfFolder } from '../../training/keptNetwork.ts';
import { softmax } from '../../training/losses.ts';
import type { BatchTask } from '../../training/pipeline/batchTask.ts';
import type { BatchWorkers } from '../../training/pipeline/batchWorkers.ts';
import { makeBatch } from '../../training/pipeline/makeBatch.ts';
import { readAhead } from '../../training/pipeline/readAhead.ts';
import { throwIfStopped } from '../../training/stopping.ts';
import { unread } from '../unread.ts';
import type { ClassifyRequest, OnFound } from './classifying.ts';
import { turnedBatch, VIEWS, type View } from './views.ts';

/** Cells that are classified together: what a kill costs at most. */
export const CELLS_OF_A_BATCH = 16;

/** Batches that are asked for before the one that is computed: while the engine computes, this thread hears of none that is ready. */
const AHEAD = 4;

export type ClassifyingParts = {
  readonly engine: Engine /** Without them images are decoded in this thread. */;
  readonly workers?: BatchWorkers | undefined;
};

/** Finds its way as `Classifier.classify` does. */
export async function classifyCells(
  { engine, workers }: ClassifyingParts,
  { folder, cells, testTimeAugmentation }: ClassifyRequest,
  onFound: OnFound,
  signal: AbortSignal,
): Promise<void> {
  const run = runOfFolder(folder);
  const { imageSize: size } = run.recipe;
  if (run.classes.length === 0)
    throw new SmearlabError('wrong-usage', `The run ${run.name} tells no classes apart, so it cannot classify. Choose another one.`);
  const { network, state } = readNetwork(run, keptCheckpointFile(run, folder));
  if (cells.length === 0) return;
  const places = Math.min(CELLS_OF_A_BATCH, cells.length);
  const inference = await engine.compileInference(network, places, state);
  try {
    const views: readonly View[] = testTimeAugmentation ? VIEWS : [0];
    const batches = validationBatches(cells.length, places).map((indices) => indices.flatMap((at) => cells[at] ?? []));
    const make = (task: BatchTask) => (workers === undefined ? makeBatch(task) : workers.make(task, signal));
    for await (const { read, input, failed } of readAhead(batches, (batch) => prepared(batch, { make, size, places }), AHEAD)) {
      throwIfStopped(signal);
      const all = input === null ? [] : await probabilitiesOf(inference, input, { size, places, views, classes: run.classes.length });
      onFound([...failed, ...read.map((cell, row) => foundOf(cell, all[row] ?? []))]);
    }
  } finally {
    await inference.dispose();
  }
}

type Preparing = {
  readonly make: (task: BatchTask) => Promise<{ readonly input: Float32Array<ArrayBuffer> }>;
  readonly size: number;
  readonly places: number;
};
type Prepared = {
  readonly read: readonly WaitingCell[];
  readonly input: Float32Array<ArrayBuffer> | null;
  readonly failed: readonly FoundResult[];
};

/** One bad file must not take its batch with it: where the whole fails, each is tried alone, and then those that can be read together. */
async function prepared(batch: readonly WaitingCell[], preparing: Preparing): Promise<Prepared> {
  const checked = await Promise.all(batch.map((cell) => failureOf(cell, () => assertUnchanged(cell))));
  const failed = checked.filter((failure) => failure !== undefined);
  const same = batch.filter((_, at) => checked[at] === undefined);
  if (same.length === 0) return { read: [], input: null, failed };
  try {
    return { read: same, input: await inputOf(same, preparing), failed };
  } catch (error) {
    // Throws what says nothing of an image.
    unread(asFailure(error));
    const tried = await Promise.all(same.map((cell) => failureOf(cell, () => inputOf([cell], { ...preparing, places: 1 }))));
    const read = same.filter((_, at) => tried[at] === undefined);
    const input = read.length === 0 ? null : await inputOf(read, preparing);
    return { read, input, failed: [...failed, ...tried.filter((failure) => failure !== undefined)] };
  }
}

async function failureOf({ id }: WaitingCell, work: () => Promise<unknown>): Promise<FoundResult | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return { cell: id, kind: 'unclassified', ...unread(asFailure(error)) };
  }
}

/** What is classified is what was looked at when the slide was opened. */
async function assertUnchanged({ file, sha256 }: WaitingCell): Promise<void> {
  if (sha256 === null) return;
  const bytes = await readBytes(file);
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return;
  throw new SmearlabError(
    'changed-file',
    `The file ${file} has changed since its slide was opened. Open the slide anew, or put the file back.`,
    { file },
  );
}

async function inputOf(cells: readonly WaitingCell[], { make, size, places }: Preparing): Promise<Float32Array<ArrayBuffer>> {
  const pictures = cells.map(({ file }) => ({
    ...{ change: NO_CHANGE, isMaskedCopy: false },
    source: { kind: 'files', image: file, mask: null, kept: null, keepAt: null } as const,
  }));
  return (await make({ pictures, size, places, mix: null, shares: false })).input;
}

type Looking = { readonly size: number; readonly places: number; readonly views: readonly View[]; readonly classes: number };

/** The mean over all views of what the network gives each cell; [place][class]. */
async function probabilitiesOf(
  inference: Inference,
  input: Float32Array<ArrayBuffer>,
  { size, places, views, classes }: Looking,
): Promise<number[][]> {
  const sums = Array.from({ length: places }, () => new Array<number>(classes).fill(0));
  for (const view of views) {
    const logits = await inference.run(turnedBatch(input, size, view));
    for (const [row, sum] of sums.entries()) {
      for (const [at, probability] of softmax(logits.subarray(row * classes, (row + 1) * classes)).entries()) {
        sum[at] = (sum[at] ?? 0) + probability / views.length;
      }
    }
  }
  return sums;
}

function foundOf({ id, file }: WaitingCell, probabilities: readonly number[]): FoundResult {
  if (probabilities.length > 0 && probabilities.every(Number.isFinite)) return { cell: id, kind: 'classified', probabilities };
  return { cell: id, kind: 'unclassified', reason: 'failed', sentence: `The model gave ${file} a probability that is not a number.` };
}
