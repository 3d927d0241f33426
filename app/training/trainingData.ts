/** The batches of an epoch as the engine takes them: varied, laid out and with their targets, ahead of when they are needed. */
import type { TrainingRecipe } from '../contract/recipe.ts';
import { changeOf } from './augmentation/change.ts';
import { type Mix, mixOf, mixRows, mostlyLabels } from './augmentation/mixup.ts';
import { contentOf, type Example } from './examples.ts';
import type { BatchSource } from './pipeline/batchSource.ts';
import { readAhead } from './pipeline/readAhead.ts';
import type { TrainingLoss } from './trainingLoss.ts';

export type TrainingBatch = {
  /** [batch, 3, size, size] */
  readonly input: Float32Array;
  readonly targets: Float32Array;
  /** What counts as right: the class of each image, of a mixed one that with the larger share. */
  readonly labels: readonly number[];
};

export type TrainingDataRequest = {
  readonly examples: readonly Example[];
  readonly targets: TrainingLoss['targets'];
  readonly pixels: BatchSource;
  readonly variation: Pick<TrainingRecipe, 'augmentation' | 'mixup'>;
  readonly seed: number;
  readonly epoch: number;
  /** Told of the seconds that each batch was waited for. */
  readonly onWaited?: ((seconds: number) => void) | undefined;
};

/** One of an epoch's draws: an example, and how often the epoch has drawn the same picture before. */
type Draw = { readonly example: Example; readonly time: number };

/** @param batches as indices into the examples @throws SmearlabError `stopped`, or what reading an image threw, where the batch is used */
export async function* trainingData(request: TrainingDataRequest, batches: readonly (readonly number[])[]): AsyncGenerator<TrainingBatch> {
  const draws = withTimes(batches, request.examples).map((own, step) => ({ own, step }));
  const ready = readAhead(draws, ({ own, step }) => loadBatch(request, own, step), request.pixels.ahead);
  for (;;) {
    const asked = performance.now();
    const { done, value } = await ready.next();
    request.onWaited?.((performance.now() - asked) / 1000);
    if (done === true) return;
    yield value;
  }
}

async function loadBatch(request: TrainingDataRequest, draws: readonly Draw[], step: number): Promise<TrainingBatch> {
  const { pixels, targets, variation, seed, epoch } = request;
  const mix = mixOf(variation.mixup, seed, epoch, step, draws.length);
  const varied = draws.map(({ example, time }) => ({
    example,
    change: changeOf(variation.augmentation, seed, epoch, contentOf(example), time),
  }));
  const input = await pixels.input(varied, draws.length, mix);
  const labels = draws.map(({ example }) => example.label ?? 0);
  return {
    input,
    targets: targets === null ? input : mixedTargets(targets(labels), mix),
    labels: mix === null ? labels : mostlyLabels(labels, mix),
  };
}

function mixedTargets(targets: Float32Array<ArrayBuffer>, mix: Mix | null): Float32Array {
  return mix === null ? targets : mixRows(targets, mix, targets.length / mix.partners.length);
}

/** Each draw with its time: by content, so that it hangs on no other image, not even on where in the list the image stands. */
export function withTimes(batches: readonly (readonly number[])[], examples: readonly Example[]): Draw[][] {
  const times = new Map<string, number>();
  return batches.map((indices) =>
    indices.flatMap((index) => {
      const example = examples[index];
      if (example === undefined) return [];
      const content = contentOf(example);
      const time = times.get(content) ?? 0;
      times.set(content, time + 1);
      return [{ example, time }];
    }),
  );
}
