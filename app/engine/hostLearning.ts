/** Learning for engines that only compute gradients: state, clipping, optimizer and moving average in host memory, in TypeScript. */
import { SmearlabError } from '../contract/failure.ts';
import { clipByNorm } from './clipping.ts';
import { createOptimizer } from './createOptimizer.ts';
import type { NetworkDescription } from './description.ts';
import type { NetworkState, TrainingOptions, TrainingStep } from './engine.ts';
import { parameterLayout, trainedRanges } from './layout.ts';
import type { Learning, LearningOptions, LearningStart } from './learning.ts';
import { copyOfState, moveAverage } from './movingAverage.ts';
import type { Optimizer } from './optimizer.ts';
import { elements } from './shapes.ts';

/**
 * What is not trained is baked into the steps. On one thread the same start gives the same bits every time.
 * @param compile an engine's `compileTraining`; called once for each size of batch that occurs
 * @param start taken over: its vectors may be changed in place by every step
 */
export function learnOnHost(
  compile: (network: NetworkDescription, options: TrainingOptions) => Promise<TrainingStep>,
  network: NetworkDescription,
  { optimizer: recipe, clipNorm, movingAverage, loss, trainable }: LearningOptions,
  start: LearningStart,
): Learning {
  const ranges = trainedRanges(parameterLayout(network), trainable);
  const optimizer = createOptimizer(recipe, start.state.parameters.length, ranges, start.optimizer ?? undefined);
  const state = atHome(start.state, optimizer);
  const kept = movingAverage === null ? state : (start.kept ?? copyOfState(state));
  const steps = new StepsByBatch((batch) => compile(network, { batch, loss, trainable, frozen: state, ...gradientOf(optimizer) }));
  return {
    async step(images, targets, learningRate) {
      const compiled = await steps.forBatch(batchSizeOf(network, images));
      const { loss, output, gradient, statistics } = await compiled.run(images, targets, state);
      if (clipNorm !== null) clipByNorm(gradient, clipNorm);
      optimizer.step(state.parameters, gradient, learningRate);
      state.statistics.set(statistics);
      if (movingAverage !== null) moveAverage(kept, state, movingAverage.decay, optimizer.state.step);
      return { loss, output };
    },
    read: async () => ({ state, kept, optimizer: optimizer.state }),
    dispose: () => steps.dispose(),
  };
}

/** The state with its parameters where the optimizer works on them. */
function atHome(state: NetworkState, { home }: Optimizer): NetworkState {
  if (home === undefined) return state;
  home.parameters.set(state.parameters);
  return { ...state, parameters: home.parameters };
}

function gradientOf({ home }: Optimizer): Pick<TrainingOptions, 'gradient'> {
  return home === undefined ? {} : { gradient: home.gradient };
}

/** How many images these pixels are. @throws SmearlabError `internal` when they are no whole number of them */
export function batchSizeOf({ name, input }: NetworkDescription, images: Float32Array): number {
  const batch = images.length / elements(input);
  if (Number.isInteger(batch) && batch > 0) return batch;
  throw new SmearlabError('internal', `${name}: ${images.length} numbers are no batch of images of [${input.join(', ')}].`);
}

/** Something compiled for each size of batch that occurs: the last batch of an epoch is usually smaller than the others. */
export class StepsByBatch<Step extends { dispose(): Promise<void> }> {
  readonly #compiled = new Map<number, Promise<Step>>();
  readonly #compile: (batch: number) => Promise<Step>;

  constructor(compile: (batch: number) => Promise<Step>) {
    this.#compile = compile;
  }

  forBatch(batch: number): Promise<Step> {
    const known = this.#compiled.get(batch);
    if (known !== undefined) return known;
    const step = this.#compile(batch);
    this.#compiled.set(batch, step);
    return step;
  }

  /** Also after a compilation that failed, which its caller was told. */
  async dispose(): Promise<void> {
    const settled = await Promise.allSettled(this.#compiled.values());
    this.#compiled.clear();
    for (const result of settled) if (result.status === 'fulfilled') await result.value.dispose();
  }
}
