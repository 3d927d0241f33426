/** For tests: WebGPU as it opens in this process, or why it does not. */
import { PORTABLE } from './graph.ts';
import { doubleANumber } from './openProvider.ts';
import type { Computing } from './trainingStep.ts';

export const WEBGPU: Computing = { provider: 'webgpu', target: PORTABLE, threads: 1 };
export const ON_PROCESSOR: Computing = { ...WEBGPU, provider: 'cpu' };

/** Whether tests on WebGPU can run here. */
export const opensWebgpu = await doubleANumber(WEBGPU).then(
  () => true,
  () => false,
);

/** For the name of what is skipped where it does not open. */
export const WITHOUT_WEBGPU = opensWebgpu
  ? 'on WebGPU'
  : "on WebGPU, which does not open here: no graphics card, and no software device of Debian's chromium";
