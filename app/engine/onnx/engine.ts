/** The engine that runs everywhere: ONNX Runtime, on the processor or on a graphics card. */
import { env } from 'onnxruntime-node';
import type { Device } from '../../contract/device.ts';
import type { NetworkDescription } from '../description.ts';
import type { Engine, Inference, NetworkState, TrainingOptions } from '../engine.ts';
import { learnOnHost } from '../hostLearning.ts';
import { compileStatistics } from './batchStatistics.ts';
import { blocksAgree } from './blockCheck.ts';
import { blockSize } from './blockSize.ts';
import { compileExplanation } from './explanation.ts';
import { PORTABLE, PROCESSOR, type Target } from './graph.ts';
import { buildInferenceGraph } from './inferenceGraph.ts';
import { openProvider, PROVIDERS } from './openProvider.ts';
import { learnOnDevice } from './resident/residentLearning.ts';
import { numbersOf, openSession, runSession, tensorOver } from './session.ts';
import { type Computing, compileTraining } from './trainingStep.ts';

export type OnnxEngineOptions = {
  /** What computes; the processor where nothing is said. */
  readonly device?: Exclude<Device, 'tensorflow'>;
  /** How many threads compute one step. With 1, results are the same bit for bit every time. */
  readonly threads: number;
  /** Bytes that a training step should stay below where the network allows it; for tests. */
  readonly memory?: number;
  /** Whether to use the processor's blocked convolutions where there are any; `plain` is for tests of what runs everywhere. */
  readonly convolutions?: 'blocked' | 'plain';
  /** Nothing but the operations that every device computes; for tests on the processor. */
  readonly portable?: boolean;
};

/**
 * Opens ONNX Runtime on a device. Opening the processor costs nothing until a network is compiled.
 * @throws SmearlabError `engine` when the device does not open, saying why and what to do
 */
export async function openOnnxEngine(options: OnnxEngineOptions): Promise<Engine> {
  const { device = 'cpu', threads, memory } = options;
  const computing: Computing = { provider: PROVIDERS[device], target: await targetFor(options), threads, memory };
  if (device !== 'cpu' && !opened.has(device)) await openProvider(device, computing);
  opened.add(device);
  const compile = (network: NetworkDescription, training: TrainingOptions) => compileTraining(network, training, computing);
  return {
    name: 'onnx',
    device,
    versions: { onnxruntime: env.versions.node ?? env.versions.common },
    compileTraining: compile,
    compileInference: (network, batch, state) => compileInference(network, batch, state, computing),
    compileStatistics: (network, how, state) => compileStatistics(network, how, state, computing),
    compileExplanation: (network, how, state) => compileExplanation(network, how, state, computing),
    // Only WebGPU's tensors can stay on the device from step to step in onnxruntime-node.
    startLearning: async (network, learning, start) =>
      device === 'webgpu' ? learnOnDevice(network, learning, start, computing) : learnOnHost(compile, network, learning, start),
  };
}

/** Devices that were tried in this process and found right. */
const opened = new Set<Device>();

function targetFor({ device = 'cpu', convolutions = 'blocked', portable = device !== 'cpu' }: OnnxEngineOptions): Target | Promise<Target> {
  if (portable) return PORTABLE;
  return convolutions === 'blocked' ? trustedTarget() : PROCESSOR;
}

let trusted: Promise<Target> | undefined;

/** The processor with its blocked convolutions, if it has any and they compute what plain ones do. */
function trustedTarget(): Promise<Target> {
  trusted ??= blockSize().then(async (block) => {
    if (block === undefined) return PROCESSOR;
    const options = { batch: 2, loss: { kind: 'cross-entropy' }, trainable: () => true } as const;
    const blocked = { ...PROCESSOR, block };
    const agree = await blocksAgree((network, isBlocked) =>
      compileTraining(network, options, { provider: 'cpu', target: isBlocked ? blocked : PROCESSOR, threads: 1 }),
    );
    if (agree) return blocked;
    console.warn(`ONNX Runtime's blocked convolutions (${block} channels) compute something else here: training uses its plain ones.`);
    return PROCESSOR;
  });
  return trusted;
}

async function compileInference(
  network: NetworkDescription,
  batch: number,
  state: NetworkState,
  { provider, target, threads }: Computing,
): Promise<Inference> {
  const what = `Predicting with ${network.name}`;
  const { model, ...graph } = buildInferenceGraph(network, batch, state, target);
  const session = await openSession(model, threads, what, { provider });
  return {
    async run(images) {
      const feeds = { [graph.images]: tensorOver(images, graph.imageShape, `${what}: images`) };
      return numbersOf(await runSession(session, feeds, { [graph.output]: null }, what), graph.output);
    },
    dispose: () => session.release(),
  };
}
