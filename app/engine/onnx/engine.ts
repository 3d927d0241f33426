/** The engine that runs everywhere: ONNX Runtime on the CPU. */
import { env } from 'onnxruntime-node';
import type { NetworkDescription } from '../description.ts';
import type { Engine, Inference, NetworkState, TrainingOptions, TrainingStep } from '../engine.ts';
import { buildInferenceGraph } from './inferenceGraph.ts';
import { numbersOf, openSession, runSession, tensorOfEntry, tensorOver } from './session.ts';
import { buildTrainingGraph } from './trainingGraph.ts';

export type OnnxEngineOptions = {
  /** How many threads compute one step. With 1, results are the same bit for bit every time. */
  readonly threads: number;
};

/** Opens ONNX Runtime on the CPU; costs nothing until a network is compiled. */
export async function openOnnxEngine({ threads }: OnnxEngineOptions): Promise<Engine> {
  return {
    name: 'onnx',
    device: 'cpu',
    versions: { onnxruntime: env.versions.node ?? env.versions.common },
    compileTraining: (network, options) => compileTraining(network, options, threads),
    compileInference: (network, batch, state) => compileInference(network, batch, state, threads),
  };
}

async function compileTraining(network: NetworkDescription, options: TrainingOptions, threads: number): Promise<TrainingStep> {
  const what = `Training ${network.name}`;
  const { model, ...graph } = buildTrainingGraph(network, options);
  const session = await openSession(model, threads, what);
  const gradient = new Float32Array(graph.parameters.size);
  const statistics = new Float32Array(graph.statistics.size);
  return {
    async run(images, targets, state) {
      const feeds = {
        [graph.names.images]: tensorOver(images, graph.imageShape, `${what}: images`),
        [graph.names.targets]: tensorOver(targets, graph.targetShape, `${what}: targets`),
        ...Object.fromEntries(graph.parameterInputs.map(({ entry, value }) => [value, tensorOfEntry(state.parameters, entry)])),
        ...Object.fromEntries(graph.statisticsInputs.map(({ entry, value }) => [value, tensorOfEntry(state.statistics, entry)])),
      };
      const read = [...graph.gradientOutputs, ...graph.statisticsOutputs].map(({ value }) => value);
      const fetches = Object.fromEntries([graph.names.loss, graph.names.output, ...read].map((name) => [name, null]));
      const results = await runSession(session, feeds, fetches, what);
      for (const { entry, value } of graph.gradientOutputs) gradient.set(numbersOf(results, value), entry.offset);
      statistics.set(state.statistics);
      for (const { entry, value } of graph.statisticsOutputs) statistics.set(numbersOf(results, value), entry.offset);
      return {
        loss: numbersOf(results, graph.names.loss)[0] ?? Number.NaN,
        output: numbersOf(results, graph.names.output),
        gradient,
        statistics,
      };
    },
    dispose: () => session.release(),
  };
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
