/** Batch norm's running statistics, estimated anew for the parameters as they are once no step moves them any more. */
import type { NetworkDescription } from '../engine/description.ts';
import type { Engine, NetworkState } from '../engine/engine.ts';
import { StepsByBatch } from '../engine/hostLearning.ts';
import { hasTrainedBatchNorm } from '../engine/trainedParts.ts';
import { NO_CHANGE } from './augmentation/change.ts';
import { estimationBatches } from './batches.ts';
import type { Example } from './examples.ts';
import type { BatchSource } from './pipeline/batchSource.ts';
import { readAhead } from './pipeline/readAhead.ts';
import { throwIfStopped } from './stopping.ts';

export type Reestimation = {
  readonly engine: Engine;
  readonly network: NetworkDescription;
  readonly trainable: (parameter: string) => boolean;
  readonly state: NetworkState;
  readonly examples: readonly Example[];
  readonly pixels: BatchSource;
  readonly batchSize: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onDone: (done: number, total: number) => void;
};

/**
 * The same parameters with statistics that are the mean over batches of the training images, each counted by its images: torch's
 * `swa_utils.update_bn`, which the running ones, always some steps behind, are an approximation of. The images are not augmented, and masked
 * copies are left out, because nothing that is classified later is either. Batch norms that are not trained keep what they have.
 * @returns the state itself where no batch norm is trained
 * @throws SmearlabError `stopped`, or what reading an image threw
 */
export async function reestimated(request: Reestimation): Promise<NetworkState> {
  const { engine, network, trainable, state, pixels, signal, onDone } = request;
  if (!hasTrainedBatchNorm(network, { trainable })) return state;
  const images = request.examples.filter(({ kind }) => kind === 'image');
  const sums = new Float64Array(state.statistics.length);
  const compiled = new StepsByBatch((batch) => engine.compileStatistics(network, { batch, trainable }, state));
  const load = async (indices: readonly number[]) => {
    const own = indices.flatMap((index) => images[index] ?? []).map((example) => ({ example, change: NO_CHANGE }));
    return { count: own.length, input: await pixels.input(own, own.length) };
  };
  let done = 0;
  try {
    for await (const { count, input } of readAhead(estimationBatches(images.length, request.batchSize, request.seed), load, pixels.ahead)) {
      throwIfStopped(signal);
      const own = await (await compiled.forBatch(count)).run(input);
      for (const [at, value] of own.entries()) sums[at] = (sums[at] ?? 0) + count * value;
      done += count;
      onDone(done, images.length);
    }
  } finally {
    await compiled.dispose();
  }
  return { parameters: state.parameters, statistics: Float32Array.from(sums, (sum) => sum / images.length) };
}
