/** ONNX Runtime sessions: what it throws becomes a sentence, what it takes are views of our flat vectors. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { SmearlabError } from '../../contract/failure.ts';
import type { LayoutEntry } from '../description.ts';
import { elements } from '../shapes.ts';
import { engineFailure } from './engineFailure.ts';

/** ONNX Runtime's name of what computes. */
export type Provider = Extract<InferenceSession.ExecutionProviderName, 'cpu' | 'webgpu' | 'dml' | 'cuda'>;

/** Where a session computes, and which of its outputs stay in the device's memory where they can (only WebGPU's). */
export type Placement = { readonly provider: Provider; readonly resident?: readonly string[] };

/**
 * One layout throughout: left to itself the WebGPU provider of ONNX Runtime 1.30 turns tensors to channels last and back around every
 * convolution, and computes grouped ones with more than four outputs for each input wrongly there.
 */
export function providerConfig(provider: Provider): InferenceSession.ExecutionProviderConfig {
  return provider === 'webgpu' ? { name: provider, preferredLayout: 'NCHW' } : provider;
}

/** How ONNX Runtime runs here. The default memory pattern would cost several times the memory. */
export async function openSession(
  model: Uint8Array,
  threads: number,
  what: string,
  { provider, resident = [] }: Placement = { provider: 'cpu' },
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model, {
      executionProviders: [providerConfig(provider)],
      preferredOutputLocation: Object.fromEntries(resident.map((output) => [output, provider === 'webgpu' ? 'gpu-buffer' : 'cpu'])),
      executionMode: 'sequential',
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      enableMemPattern: false,
      logSeverityLevel: 3,
    });
  } catch (error) {
    throw engineFailure(`${what} could not be prepared`, error);
  }
}

export async function runSession(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
  fetches: Readonly<Record<string, Tensor | null>>,
  what: string,
): Promise<InferenceSession.ReturnType> {
  try {
    return await session.run(feeds, fetches);
  } catch (error) {
    throw engineFailure(`${what} stopped`, error);
  }
}

/** A tensor over the caller's numbers (no copy). Throws when there are too few or too many of them. */
export function tensorOver(data: Float32Array, shape: readonly number[], what: string): Tensor {
  if (data.length !== elements(shape)) {
    throw new SmearlabError('internal', `${what}: ${data.length} numbers were given where [${shape.join(', ')}] was expected.`);
  }
  return new Tensor('float32', data, shape);
}

/** One tensor of a flat vector, as a view of it. */
export function tensorOfEntry(vector: Float32Array, entry: LayoutEntry): Tensor {
  return tensorOver(vector.subarray(entry.offset, entry.offset + entry.size), entry.shape, entry.name);
}

/** The numbers of a run's output. */
export function numbersOf(results: InferenceSession.ReturnType, name: string): Float32Array {
  const data = results[name]?.data;
  if (data instanceof Float32Array) return data;
  throw new SmearlabError('engine', `ONNX Runtime gave no numbers for ${name}. Report this with the log.`);
}
