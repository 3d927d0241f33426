/** A training step with its state in host memory: one compiled graph, run for each piece of the batch. */
import type { Tensor } from 'onnxruntime-node';
import { SmearlabError } from '../../contract/failure.ts';
import type { NetworkDescription } from '../description.ts';
import type { TrainingOptions, TrainingStep } from '../engine.ts';
import { entryOf } from '../layout.ts';
import { microBatch } from '../microBatch.ts';
import { elements } from '../shapes.ts';
import { hasTrainedBatchNorm } from '../trainedParts.ts';
import type { Target } from './graph.ts';
import { type FactorRow, outerProduct, rowsOfFactors } from './outerProduct.ts';
import { numbersOf, openSession, type Provider, runSession, tensorOfEntry, tensorOver } from './session.ts';
import { buildTrainingGraph } from './trainingGraph.ts';

/** What an engine computes with. */
export type Computing = {
  readonly provider: Provider;
  readonly target: Target;
  readonly threads: number;
  /** Bytes that a training step should stay below where the network allows it. */
  readonly memory?: number | undefined;
};

export async function compileTraining(
  network: NetworkDescription,
  options: TrainingOptions,
  { provider, target, threads, memory }: Computing,
): Promise<TrainingStep> {
  const what = `Training ${network.name}`;
  const images = microBatch(network, options.batch, hasTrainedBatchNorm(network, options), memory);
  const pieces = options.batch / images;
  const { model, ...graph } = buildTrainingGraph(network, { ...options, batch: images }, target);
  const session = await openSession(model, threads, what, { provider });
  const gradient = options.gradient ?? new Float32Array(graph.parameters.size);
  const statistics = new Float32Array(graph.statistics.size);
  const outputSize = elements(graph.targetShape);
  const read = [
    ...[...graph.gradientOutputs, ...graph.statisticsOutputs].map(({ value }) => value),
    ...graph.factorOutputs.flatMap(({ factors }) => factors.flatMap(({ dy, x }) => [dy, x])),
  ];
  // A whole batch's gradient is written where it is wanted; pieces are added up.
  const written = pieces === 1 ? graph.gradientOutputs.map(({ entry, value }) => [value, tensorOfEntry(gradient, entry)] as const) : [];
  const fetches = {
    ...Object.fromEntries([graph.names.loss, graph.names.output, ...read].map((name) => [name, null])),
    ...Object.fromEntries(written),
  };
  return {
    async run(batchImages, targets, state) {
      const imagesOf = pieceOf(batchImages, pieces, graph.imageShape, `${what}: images`);
      const targetsOf = pieceOf(targets, pieces, graph.targetShape, `${what}: targets`);
      const stateFeeds = {
        ...Object.fromEntries(graph.parameterInputs.map(({ entry, value }) => [value, tensorOfEntry(state.parameters, entry)])),
        ...Object.fromEntries(graph.statisticsInputs.map(({ entry, value }) => [value, tensorOfEntry(state.statistics, entry)])),
      };
      const output = new Float32Array(pieces * outputSize);
      let loss = 0;
      const rows = graph.factorOutputs.map((): FactorRow[] => []);
      if (pieces > 1) for (const { entry } of graph.gradientOutputs) entryOf(gradient, entry).fill(0);
      statistics.set(state.statistics);
      for (let piece = 0; piece < pieces; piece++) {
        const feeds = { ...stateFeeds, [graph.names.images]: imagesOf(piece), [graph.names.targets]: targetsOf(piece) };
        const results = await runSession(session, feeds, fetches, what);
        loss += (numbersOf(results, graph.names.loss)[0] ?? Number.NaN) / pieces;
        output.set(numbersOf(results, graph.names.output), piece * outputSize);
        for (const { entry, value } of graph.gradientOutputs) {
          const share = numbersOf(results, value);
          if (pieces > 1) addShare(entryOf(gradient, entry), share, pieces);
          // ONNX Runtime returns a copy of what it wrote; of CAM16's 150 MB several would wait for the garbage collector.
          if (share.buffer !== gradient.buffer && share.buffer instanceof ArrayBuffer) share.buffer.transfer(0);
        }
        graph.factorOutputs.forEach(({ factors }, at) => {
          for (const { dy, x } of factors) rows[at]?.push(...rowsOfFactors(numbersOf(results, dy), numbersOf(results, x), images));
        });
        for (const { entry, value } of graph.statisticsOutputs) statistics.set(numbersOf(results, value), entry.offset);
      }
      graph.factorOutputs.forEach(({ entry }, at) => {
        outerProduct(entryOf(gradient, entry), rows[at] ?? [], 1 / pieces);
      });
      return { loss, output, gradient, statistics };
    },
    dispose: () => session.release(),
  };
}

/** Cuts a batch into tensors over equal pieces of it (no copy). Throws when it has not the numbers of all pieces. */
export function pieceOf(batch: Float32Array, pieces: number, shape: readonly number[], what: string): (piece: number) => Tensor {
  const size = elements(shape);
  if (batch.length !== pieces * size) {
    throw new SmearlabError(
      'internal',
      `${what}: ${batch.length} numbers were given where ${pieces} × [${shape.join(', ')}] was expected.`,
    );
  }
  return (piece) => tensorOver(batch.subarray(piece * size, (piece + 1) * size), shape, what);
}

/** total += share / pieces */
function addShare(total: Float32Array, share: Float32Array, pieces: number): void {
  for (let i = 0; i < total.length; i++) total[i] = (total[i] ?? 0) + (share[i] ?? Number.NaN) / pieces;
}
