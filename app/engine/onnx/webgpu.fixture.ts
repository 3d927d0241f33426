/** For tests: WebGPU as it opens in this process. */
import { describe, it } from 'vitest';
import { PORTABLE } from './graph.ts';
import { doubleANumber } from './openProvider.ts';
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
