/** Times our own engine in this process, which should be a fresh one: its peak memory is part of the measurement. */
import { readFileSync } from 'node:fs';
import type { Device } from '../../app/contract/device.ts';
import { optimizerSchema } from '../../app/contract/learning.ts';
import type { NetworkChoice } from '../../app/contract/recipe.ts';
import type { Loss, NetworkDescription } from '../../app/engine/description.ts';
import { openDevice } from '../../app/engine/devices.ts';
import type { Engine, NetworkState } from '../../app/engine/engine.ts';
import { initialState } from '../../app/engine/initialise.ts';
import { outputShape } from '../../app/engine/layout.ts';
import { elements } from '../../app/engine/shapes.ts';
import { describeNetwork, trainableIn } from '../../app/networks/describeNetwork.ts';
import { randomFor } from '../../app/random/random.ts';
import { type EngineFigures, type Measured, median, type NetworkName, rounded } from './figures.ts';

const ADAM = optimizerSchema.parse({ kind: 'adam' });
const UNTIMED_STEPS = 2;

/** What is trained is what a run of the study trains: all of a network, but of the ensemble the adapter and the heads. */
export async function measureEngine(measured: Measured, device: Device = 'cpu'): Promise<EngineFigures> {
  const { network: name, size, batch, steps, threads } = measured;
  const network = describeNetwork(choiceOf(name), size, classesOf(name));
  const engine = await openDevice(device, { threads });
  const state = initialState(network, 1);
  const images = uniform(batch * elements(network.input));
  const training = await timeTraining(engine, network, name, state, images, batch, steps);
  const peakMemoryMB = Math.round(peakMemory() / 2 ** 20);
  const inference = await timeInference(engine, network, state, images, batch, steps);
  const versions = Object.entries(engine.versions).map((version) => version.join(' '));
  return {
    trainImagesPerSecond: rounded(batch / training),
    inferImagesPerSecond: rounded(batch / inference),
    peakMemoryMB,
    engine: `${engine.name} (${versions}, ${engine.device})`,
    ...measured,
  };
}

async function timeTraining(
  engine: Engine,
  network: NetworkDescription,
  name: NetworkName,
  state: NetworkState,
  images: Float32Array,
  batch: number,
  steps: number,
): Promise<number> {
  const loss: Loss = { kind: name === 'autoencoder' ? 'mse' : 'cross-entropy' };
  const options = { loss, trainable: trainableIn(choiceOf(name)), optimizer: ADAM, clipNorm: null, movingAverage: null };
  const learning = await engine.startLearning(network, options, { state, optimizer: null });
  const targets = name === 'autoencoder' ? images : oneHot(batch, elements(outputShape(network)));
  const seconds = await medianSeconds(steps, () => learning.step(images, targets, ADAM.learningRate));
  await learning.dispose();
  return seconds;
}

async function timeInference(
  engine: Engine,
  network: NetworkDescription,
  state: NetworkState,
  images: Float32Array,
  batch: number,
  steps: number,
): Promise<number> {
  const inference = await engine.compileInference(network, batch, state);
  const seconds = await medianSeconds(steps, () => inference.run(images));
  await inference.dispose();
  return seconds;
}

async function medianSeconds(steps: number, step: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = [];
  for (let i = 0; i < UNTIMED_STEPS + steps; i++) {
    const began = performance.now();
    await step();
    if (i >= UNTIMED_STEPS) seconds.push((performance.now() - began) / 1000);
  }
  return median(seconds);
}

export function choiceOf(name: NetworkName): NetworkChoice {
  return name === 'ensemble' ? { name, weights: [0.2, 0.6, 0.2], fineTune: false } : { name };
}

export function classesOf(name: NetworkName): number {
  return name === 'cam16' ? 2 : 5;
}

function uniform(count: number): Float32Array {
  const random = randomFor(1, 'bench images');
  return Float32Array.from({ length: count }, () => random.uniform(0, 1));
}

/** Image n is of class n modulo the number of classes. */
function oneHot(batch: number, classes: number): Float32Array {
  return Float32Array.from({ length: batch * classes }, (_, i) => (i % classes === Math.floor(i / classes) % classes ? 1 : 0));
}

/**
 * Bytes this process ever held at once. On Linux the kernel's high-water mark of this program (VmHWM); elsewhere getrusage's, which on
 * Linux may include the process that started this one.
 */
function peakMemory(): number {
  const kilobytes = process.platform === 'linux' ? /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] : undefined;
  return Number(kilobytes ?? process.resourceUsage().maxRSS) * 1024;
}
