/** Forward and backward for batches of one size, from and to the vectors on the device. */
import { Tensor } from 'onnxruntime-node';
import type { NetworkDescription } from '../../description.ts';
import type { NetworkState } from '../../engine.ts';
import type { LearningOptions, LearningStep } from '../../learning.ts';
import { microBatch } from '../../microBatch.ts';
import { elements } from '../../shapes.ts';
import { hasTrainedBatchNorm } from '../../trainedParts.ts';
import { numbersOf, openSession, runSession } from '../session.ts';
import { type Computing, pieceOf } from '../trainingStep.ts';
import { buildGradientGraph, FED, movingOf } from './gradientGraph.ts';
import { GRADIENT, PARAMETERS, STATISTICS } from './updateGraph.ts';
import type { VectorStore } from './vectorStore.ts';

export type GradientStep = {
  /** Replaces the gradient and the statistics; parameters are only read. */
  run(images: Float32Array, targets: Float32Array, vectors: VectorStore): Promise<LearningStep>;
  dispose(): Promise<void>;
};

/** @param state what is not trained is baked in from it */
export async function compileGradientStep(
  network: NetworkDescription,
  { loss, trainable }: LearningOptions,
  state: NetworkState,
  batch: number,
  { provider, target, threads, memory }: Computing,
): Promise<GradientStep> {
  const what = `Training ${network.name}`;
  const size = microBatch(network, batch, hasTrainedBatchNorm(network, { trainable }), memory);
  const pieces = batch / size;
  const { model, ...graph } = buildGradientGraph(network, { batch: size, loss, trainable }, state, pieces, target);
  const kept = new Map([[GRADIENT, graph.gradient], ...(graph.statistics === undefined ? [] : [[STATISTICS, graph.statistics] as const])]);
  const session = await openSession(model, threads, what, { provider, resident: [...kept.values()] });
  const fetches = Object.fromEntries([graph.loss, graph.output, ...kept.values()].map((name) => [name, null]));
  const read = [PARAMETERS, ...(graph.statistics === undefined ? [] : [STATISTICS])];
  const gradientSize = movingOf(network, { trainable }).parameters.size;
  const outputSize = elements(graph.targetShape);
  return {
    async run(images, targets, vectors) {
      const imagesOf = pieceOf(images, pieces, graph.imageShape, `${what}: images`);
      const targetsOf = pieceOf(targets, pieces, graph.targetShape, `${what}: targets`);
      const output = new Float32Array(pieces * outputSize);
      let total = 0;
      for (let piece = 0; piece < pieces; piece++) {
        const feeds = { ...vectors.feeds(read), [FED.images]: imagesOf(piece), [FED.targets]: targetsOf(piece) };
        const results = await runSession(session, { ...feeds, ...soFar(vectors, piece) }, fetches, what);
        vectors.replace(kept, results);
        total += (numbersOf(results, graph.loss)[0] ?? Number.NaN) / pieces;
        output.set(numbersOf(results, graph.output), piece * outputSize);
      }
      return { loss: total, output };
    },
    dispose: () => session.release(),
  };

  /** What pieces after the first add to; the first is given whatever is there and keeps nothing of it. */
  function soFar(vectors: VectorStore, piece: number): Record<string, Tensor> {
    if (pieces === 1) return {};
    const before = vectors.get(GRADIENT) ?? new Tensor('float32', new Float32Array(gradientSize), [gradientSize]);
    return { [FED.gradient]: before, [FED.keep]: new Tensor('float32', Float32Array.of(piece === 0 ? 0 : 1), []) };
  }
}
