/** Opens a device of ONNX Runtime for the first time, or says why it does not open. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { listSupportedBackends } from 'onnxruntime-node';
import { firstWords, SmearlabError } from '../../contract/failure.ts';
import { computesAsProcessor } from './deviceTrial.ts';
import { Graph } from './graph.ts';
import { type Accelerator, whyRefused } from './refusal.ts';
import { numbersOf, openSession, type Provider, runSession, tensorOver } from './session.ts';
import type { Computing } from './trainingStep.ts';

/** ONNX Runtime's names. */
export const PROVIDERS = { cpu: 'cpu', webgpu: 'webgpu', directml: 'dml', cuda: 'cuda' } as const satisfies Record<string, Provider>;

/**
 * Opens the device, doubles a number on it, then takes one step of a small network with every kind of layer and holds it against the
 * processor's: a driver that computes something else must not train anything.
 * @throws SmearlabError `engine` saying in one sentence why the device is not used; its cause is what the runtime said
 */
export async function openProvider(device: Accelerator, computing: Computing): Promise<void> {
  try {
    await doubleANumber(computing);
  } catch (error) {
    throw refused(device, error);
  }
  let isRight: boolean;
  try {
    isRight = await computesAsProcessor(computing);
  } catch (error) {
    throw new SmearlabError(
      'engine',
      `${device} could not compute a small network on this computer: update the graphics driver, or use the cpu.`,
      {
        cause: error,
      },
    );
  }
  if (isRight) return;
  throw new SmearlabError(
    'engine',
    `${device} computes something else than the processor does: update the graphics driver, or use the cpu.`,
  );
}

/** @throws SmearlabError when the device does not open, or says anything but 42 */
export async function doubleANumber({ provider, threads }: Computing): Promise<void> {
  const what = 'Doubling a number';
  const graph = new Graph();
  const number = graph.input('number', [1]);
  const output = graph.output(graph.node('Add', [number, number], [1]));
  const session = await openSession(graph.encode(), threads, what, { provider });
  try {
    const feeds = { [number.name]: tensorOver(Float32Array.of(21), [1], what) };
    const [doubled] = numbersOf(await runSession(session, feeds, { [output.name]: null }, what), output.name);
    if (doubled !== 42) throw new SmearlabError('engine', `Twice 21 is 42 and not ${doubled}.`);
  } finally {
    await session.release();
  }
}

function refused(device: Accelerator, cause: unknown): SmearlabError {
  const { platform, arch } = process;
  const isInBuild = listSupportedBackends().some(({ name }) => name === PROVIDERS[device]);
  const facts = { device, platform, arch, isInBuild, hasCudaFiles: hasCudaFiles(), message: firstWords(cause) };
  return new SmearlabError('engine', whyRefused(facts), { cause });
}

/** They are too large for the npm package, which fetches them in an install script that we do not run. */
function hasCudaFiles(): boolean {
  const { platform, arch } = process;
  const root = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  return existsSync(join(root, 'bin', 'napi-v6', platform, arch, 'libonnxruntime_providers_cuda.so'));
}
