/** For tests: WebGPU as it opens in this process. */
import { InferenceSession } from 'onnxruntime-node';
import { describe, it } from 'vitest';
import { PORTABLE } from './graph.ts';
import { doubleANumber } from './openProvider.ts';
import { providerConfig } from './session.ts';
import type { Computing } from './trainingStep.ts';

export const WEBGPU: Computing = { provider: 'webgpu', target: PORTABLE, threads: 1 };
export const ON_PROCESSOR: Computing = { ...WEBGPU, provider: 'cpu' };

export const opensWebgpu = await doubleANumber(WEBGPU).then(
  () => true,
  () => false,
);

/** `describe` where WebGPU opens; elsewhere one test that is skipped and says what is missing. */
export function describeOnWebgpu(name: string, tests: () => void): void {
  if (opensWebgpu) describe(`${name} on WebGPU`, tests);
  else it.skip(`${name} on WebGPU, which does not open here: no graphics card, and no software device of Debian's chromium`);
}

/** Opens a graph of which nothing may be left to the processor: each such operation would carry its tensors there and back in every step. */
export async function openedWithoutProcessor(model: Uint8Array): Promise<void> {
  const session = await InferenceSession.create(model, {
    ...{ executionProviders: [providerConfig('webgpu')], logSeverityLevel: 4 },
    extra: { session: { disable_cpu_ep_fallback: '1' } },
  });
  await session.release();
}
