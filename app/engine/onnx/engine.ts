/** The engine that runs everywhere: ONNX Runtime on the CPU. */
import { env, type Tensor } from 'onnxruntime-node';
import { SmearlabError } from '../../contract/failure.ts';
import type { NetworkDescription } from '../description.ts';
import type { Engine, Inference, NetworkState, TrainingOptions, TrainingStep } from '../engine.ts';
import { entryOf } from '../layout.ts';
import { microBatch } from '../microBatch.ts';
import { elements } from '../shapes.ts';
import { hasTrainedBatchNorm } from '../trainedParts.ts';
import { blocksAgree } from './blockCheck.ts';
import { blockSize } from './blockSize.ts';
import { buildInferenceGraph } from './inferenceGraph.ts';
import { numbersOf, openSession, runSession, tensorOfEntry, tensorOver } from './session.ts';
import { buildTrainingGraph } from './trainingGraph.ts';

export type OnnxEngineOptions = {
  /** How many threads compute one step. With 1, results are the same bit for bit every time. */
  readonly threads: number;
  /** Bytes that a training step should stay below where the network allows it; for tests. */
  readonly memory?: number;
  /** Whether to use the processor's blocked convolutions where there are any; `plain` is for tests of what runs everywhere. */
  readonly convolutions?: 'blocked' | 'plain';
};

/** Opens ONNX Runtime on the CPU; costs nothing until a network is compiled. */
export async function openOnnxEngine({ threads, memory, convolutions = 'blocked' }: OnnxEngineOptions): Promise<Engine> {
  const block = convolutions === 'blocked' ? await trustedBlockSize() : undefined;
  return {
    name: 'onnx',
    device: 'cpu',
    versions: { onnxruntime: env.versions.node ?? env.versions.common },
    compileTraining: (network, options) => compileTraining(network, options, { threads, memory, block }),
    compileInference: (network, batch, state) => compileInference(network, batch, state, threads),
  };
}

let trusted: Promise<number | undefined> | undefined;

/** The size of the runtime's blocks, if it has any and they compute what plain convolutions do on this processor. */
function trustedBlockSize(): Promise<number | undefined> {
  trusted ??= blockSize().then(async (block) => {
    if (block === undefined) return undefined;
    const options = { batch: 2, loss: { kind: 'cross-entropy' }, trainable: () => true } as const;
    const agree = await blocksAgree((network, isBlocked) =>
      compileTraining(network, options, { threads: 1, memory: undefined, block: isBlocked ? block : undefined }),
    );
    if (agree) return block;
    console.warn(`ONNX Runtime's blocked convolutions (${block} channels) compute something else here: training uses its plain ones.`);
    return undefined;
  });
  return trusted;
}

async function compileTraining(
  network: NetworkDescription,
  options: TrainingOptions,
  { threads, memory, block }: { readonly threads: number; readonly memory: number | undefined; readonly block: number | undefined },
): Promise<TrainingStep> {
  const what = `Training ${network.name}`;
  const images = microBatch(network, options.batch, hasTrainedBatchNorm(network, options), memory);
  const pieces = options.batch / images;
  const { model, ...graph } = buildTrainingGraph(network, { ...options, batch: images }, block);
  const session = await openSession(model, threads, what);
  const gradient = new Float32Array(graph.parameters.size);
  const statistics = new Float32Array(graph.statistics.size);
  const outputSize = elements(graph.targetShape);
  const read = [...graph.gradientOutputs, ...graph.statisticsOutputs].map(({ value }) => value);
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
      if (pieces > 1) gradient.fill(0);
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
        for (const { entry, value } of graph.statisticsOutputs) statistics.set(numbersOf(results, value), entry.offset);
      }
      return { loss, output, gradient, statistics };
    },
    dispose: () => session.release(),
  };
}

/** Cuts a batch into tensors over equal pieces of it (no copy). Throws when it has not the numbers of all pieces. */
function pieceOf(batch: Float32Array, pieces: number, shape: readonly number[], what: string): (piece: number) => Tensor {
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

async function compileInference(network: NetworkDescription, batch: number, state: NetworkState, threads: number): Promise<Inference> {
  const what = `Predicting with ${network.name}`;
  const { model, ...graph } = buildInferenceGraph(network, batch, state);
  const session = await openSession(model, threads, what);
  return {
    async run(images) {
      const feeds = { [graph.images]: tensorOver(images, graph.imageShape, `${what}: images`) };
      return numbersOf(await runSession(session, feeds, { [graph.output]: null }, what), graph.output);
    },
    dispose: () => session.release(),
  };
}
