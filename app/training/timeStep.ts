/** How long one training step of a recipe takes on an engine: what `auto` compares devices by. */
import type { Recipe } from '../contract/recipe.ts';
import type { Engine } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { outputShape } from '../engine/layout.ts';
import { elements } from '../engine/shapes.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { trainedBy } from './trained.ts';

/** What is trained: all that the time of a step depends on, and what it is recognised by. */
export type Workload = { readonly recipe: Recipe; readonly classes: number };

/** Steps are timed until they have taken so long, at most so many. */
const ENOUGH_MS = 1000;
const MOST_STEPS = 5;

/**
 * The median of a few steps, after one that is not timed because it compiles.
 * @returns seconds
 * @throws SmearlabError what describing the network, compiling it and computing a step throw
 */
export async function timeStep(engine: Engine, { recipe, classes }: Workload): Promise<number> {
  const { optimizer, clipNorm, movingAverage, batchSize } = recipe.training;
  const network = describeNetwork(recipe.network, recipe.imageSize, classes);
  const trainable = trainedBy({ recipe, name: network.name }, network);
  const options = { loss: { kind: recipe.loss }, trainable, optimizer, clipNorm, movingAverage };
  const learning = await engine.startLearning(network, options, { state: initialState(network, 1), optimizer: null });
  try {
    const images = Float32Array.from({ length: batchSize * elements(network.input) }, (_, at) => ((at * 7919) % 1009) / 1009);
    const targets = recipe.loss === 'mse' ? images : new Float32Array(batchSize * elements(outputShape(network)));
    const step = async () => {
      const began = performance.now();
      await learning.step(images, targets, optimizer.learningRate);
      return performance.now() - began;
    };
    await step();
    const times: number[] = [];
    while (times.length < MOST_STEPS && times.reduce((sum, time) => sum + time, 0) < ENOUGH_MS) times.push(await step());
    return median(times) / 1000;
  } finally {
    await learning.dispose();
  }
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** Equal for workloads whose steps take the same time. */
export function workloadKey({ recipe, classes }: Workload): string {
  const { network, imageSize, loss, training } = recipe;
  const { batchSize, optimizer, clipNorm, movingAverage, freeze } = training;
  return JSON.stringify([network, imageSize, loss, classes, batchSize, optimizer.kind, clipNorm === null, movingAverage === null, freeze]);
}

/** As in "a step of wbc at 96 px, 32 images takes …". */
export function workloadText({ recipe }: Workload): string {
  return `${recipe.network.name} at ${recipe.imageSize} px, ${recipe.training.batchSize} images`;
}
