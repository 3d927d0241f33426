/** One pass over the validation images with a fixed state: losses and predictions. */
import type { Prediction } from '../contract/evaluation.ts';
import type { NetworkDescription } from '../engine/description.ts';
import type { Engine, Inference, NetworkState } from '../engine/engine.ts';
import { NO_CHANGE } from './augmentation/change.ts';
import { validationBatches } from './batches.ts';
import type { Example } from './examples.ts';
import { argmaxRows, crossEntropy, meanSquaredError, softmax } from './losses.ts';
import type { BatchSource } from './pipeline/batchSource.ts';
import { readAhead } from './pipeline/readAhead.ts';
import { throwIfStopped } from './stopping.ts';
import { turnedBatch, VIEWS } from './views.ts';

export type Validation = {
  /** Mean over the images; null when there are none. */
  readonly loss: number | null;
  readonly predictions: readonly Prediction[];
  /** What the network made of the examples that were to be shown, by their place. */
  readonly shown: ReadonlyMap<number, Float32Array>;
};

export type ValidationRequest = {
  readonly engine: Pick<Engine, 'compileInference'>;
  readonly network: NetworkDescription;
  readonly state: NetworkState;
  readonly examples: readonly Example[];
  readonly pixels: BatchSource;
  readonly batchSize: number;
  readonly signal: AbortSignal;
  /** Whether each image is predicted as the mean over its eight flips and quarter turns; only for networks that tell classes apart. */
  readonly inAllViews?: boolean;
  /** Places of examples whose outputs are kept. */
  readonly shows?: ReadonlySet<number>;
  readonly onDone: (done: number) => void;
};

/** @throws SmearlabError `stopped`, or what reading an image threw */
export async function validate(request: ValidationRequest): Promise<Validation> {
  const { engine, network, state, examples, signal, onDone } = request;
  if (examples.length === 0) return { loss: null, predictions: [], shown: new Map() };
  const batchSize = Math.min(request.batchSize, examples.length);
  const inference = await engine.compileInference(network, batchSize, state);
  try {
    let lossSum = 0;
    const predictions: Prediction[] = [];
    const shown = new Map<number, Float32Array>();
    const batches = validationBatches(examples.length, batchSize);
    for await (const batch of readAhead(batches, (indices) => loadBatch(request, indices, batchSize), request.pixels.ahead)) {
      throwIfStopped(signal);
      const output =
        request.inAllViews === true ? await overAllViews(inference, batch.input, network, batchSize) : await inference.run(batch.input);
      const width = output.length / batchSize;
      for (const [row, at] of batch.indices.entries())
        if (request.shows?.has(at)) shown.set(at, output.slice(row * width, (row + 1) * width));
      batch.examples.forEach((example, row) => {
        const own = output.subarray(row * width, (row + 1) * width);
        lossSum += example.label === null ? meanSquaredError(own, rowOf(batch.input, row, width)) : crossEntropy(own, example.label);
        if (example.label !== null) predictions.push(toPrediction(example, example.label, own));
      });
      onDone(Math.min(examples.length, batch.end));
    }
    return { loss: lossSum / examples.length, predictions, shown };
  } finally {
    await inference.dispose();
  }
}

/** The logarithm of the mean probabilities over all views, which stand for logits: [batch, class]. */
async function overAllViews(
  inference: Inference,
  input: Float32Array<ArrayBuffer>,
  { input: [, size] }: NetworkDescription,
  batch: number,
): Promise<Float32Array> {
  const logits: Float32Array[] = [];
  for (const view of VIEWS) logits.push(await inference.run(turnedBatch(input, size, view)));
  return logOfMeans(logits, batch);
}

/** @param logits of each view, [batch, class] @returns what softmax makes the mean of their probabilities, [batch, class] */
export function logOfMeans(logits: readonly Float32Array[], batch: number): Float32Array {
  const sums = new Float64Array(logits[0]?.length ?? 0);
  const classes = sums.length / batch;
  for (const view of logits) {
    for (let row = 0; row < batch; row++) {
      const probabilities = softmax(view.subarray(row * classes, (row + 1) * classes));
      for (const [at, probability] of probabilities.entries()) sums[row * classes + at] = (sums[row * classes + at] ?? 0) + probability;
    }
  }
  return Float32Array.from(sums, (sum) => Math.log(Math.max(sum / logits.length, Number.MIN_VALUE)));
}

/** The last batch is filled up with black images, so that one compiled session serves all. */
async function loadBatch({ examples, pixels }: ValidationRequest, indices: readonly number[], batchSize: number) {
  const own = indices.flatMap((index) => examples[index] ?? []);
  const input = await pixels.input(
    own.map((example) => ({ example, change: NO_CHANGE })),
    batchSize,
  );
  return { indices, examples: own, input, end: (indices.at(-1) ?? 0) + 1 };
}

function rowOf(batch: Float32Array, row: number, width: number): Float32Array {
  return batch.subarray(row * width, (row + 1) * width);
}

function toPrediction({ image }: Example, actual: number, logits: Float32Array): Prediction {
  const [predicted = 0] = argmaxRows(logits, 1, logits.length);
  return { sha256: image.sha256, path: image.path, actual, predicted, probabilities: softmax(logits) };
}
