/** Learning on a device that keeps what it computed: parameters, optimizer and averages stay there from step to step. */
import { Tensor } from 'onnxruntime-node';
import { SmearlabError } from '../../../contract/failure.ts';
import type { NetworkDescription } from '../../description.ts';
import type { NetworkState } from '../../engine.ts';
import { batchSizeOf, StepsByBatch } from '../../hostLearning.ts';
import type { Learned, Learning, LearningOptions, LearningStart } from '../../learning.ts';
import { copiedVector } from '../../optimizer.ts';
import { openSession, runSession } from '../session.ts';
import type { Computing } from '../trainingStep.ts';
import { movingOf } from './gradientGraph.ts';
import { compileGradientStep } from './gradientStep.ts';
import { joined, type MovingPart, spread } from './movingPart.ts';
import { optimizerVectors } from './optimizerStep.ts';
import { readBack } from './readBack.ts';
import { AVERAGED, buildUpdateGraph, GRADIENT, PARAMETERS, STATISTICS, vectorName } from './updateGraph.ts';
import { VectorStore } from './vectorStore.ts';

export type ResidentLearning = Learning & {
  /** Every vector that stays from step to step and where it lies now. */
  readonly locations: () => ReadonlyMap<string, Tensor.DataLocation>;
};

/**
 * As `learnOnHost`, with every step computed on the device; only loss and output are read. A step is two graphs: one goes forward and
 * backward, for each size of batch that occurs, and one updates.
 */
export async function learnOnDevice(
  network: NetworkDescription,
  options: LearningOptions,
  start: LearningStart,
  computing: Computing,
): Promise<ResidentLearning> {
  const { provider, target, threads } = computing;
  const what = `Training ${network.name}`;
  const moving = movingOf(network, options);
  const vectors = new VectorStore(startingVectors(moving, options, start));
  const { model, ...update } = buildUpdateGraph(options, moving, target);
  const updating = await openSession(model, threads, what, { provider, resident: [...update.replaced.values()] });
  const steps = new StepsByBatch((batch) => compileGradientStep(network, options, start.state, batch, computing));
  const fetches = Object.fromEntries([...update.replaced.values()].map((output) => [output, null]));
  let taken = start.optimizer?.step ?? 0;
  let isWhole = true;
  return {
    async step(images, targets, learningRate) {
      isWhole = false;
      const compiled = await steps.forBatch(batchSizeOf(network, images));
      const result = await compiled.run(images, targets, vectors);
      taken++;
      const feeds = { ...vectors.feeds([GRADIENT, ...update.fed]), ...scalars(update.factors(learningRate, taken)) };
      vectors.replace(update.replaced, await runSession(updating, feeds, fetches, what));
      isWhole = true;
      return result;
    },
    async read() {
      vectors.drop(GRADIENT);
      return learnedFrom(await readBack(vectors.all, threads, provider, what), taken);
    },
    async dispose() {
      try {
        vectors.dispose();
        await updating.release();
        await steps.dispose();
      } catch (error) {
        // A device that was lost in a step may not even let go; what it said first is what counts.
        if (isWhole) throw error;
      }
    },
    locations: () => new Map([...vectors.all].map(([name, { location }]) => [name, location])),
  };

  function learnedFrom(values: ReadonlyMap<string, Float32Array>, step: number): Learned {
    const whole = (name: string, part: MovingPart, before: Float32Array) => {
      const value = values.get(name);
      return value === undefined ? before.slice() : spread(part, value, before);
    };
    const { parameters, statistics } = start.state;
    const stateOf = (names: { readonly [Key in keyof NetworkState]: string }): NetworkState => ({
      parameters: whole(names.parameters, moving.parameters, parameters),
      statistics: whole(names.statistics, moving.statistics, statistics),
    });
    const state = stateOf({ parameters: PARAMETERS, statistics: STATISTICS });
    const remembered = optimizerVectors(options.optimizer).map((name) => {
      const before = copiedVector(name, parameters.length, start.optimizer ?? undefined);
      return [name, whole(vectorName(name), moving.parameters, before)] as const;
    });
    return {
      state,
      kept: options.movingAverage === null ? state : stateOf(AVERAGED),
      optimizer: { step, vectors: Object.fromEntries(remembered) },
    };
  }
}

/** What the device begins with: uploaded by the first step. */
function startingVectors(
  moving: ReturnType<typeof movingOf>,
  { optimizer, movingAverage }: LearningOptions,
  start: LearningStart,
): Map<string, Float32Array> {
  const { parameters, statistics } = moving;
  if (parameters.size === 0) throw new SmearlabError('internal', 'Nothing of this network is trained.');
  const kept = start.kept ?? start.state;
  const vectors = new Map([[PARAMETERS, joined(parameters, start.state.parameters)]]);
  for (const name of optimizerVectors(optimizer)) {
    const whole = copiedVector(name, start.state.parameters.length, start.optimizer ?? undefined);
    vectors.set(vectorName(name), joined(parameters, whole));
  }
  if (movingAverage !== null) vectors.set(AVERAGED.parameters, joined(parameters, kept.parameters));
  if (statistics.size === 0) return vectors;
  vectors.set(STATISTICS, joined(statistics, start.state.statistics));
  if (movingAverage !== null) vectors.set(AVERAGED.statistics, joined(statistics, kept.statistics));
  return vectors;
}

function scalars(numbers: Readonly<Record<string, number>>): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, new Tensor('float32', Float32Array.of(value), [])]));
}
