/** For tests: an executor without a process of its own, on the processor. */
import { openDevice } from '../engine/devices.ts';
import { executeRun } from './executeRun.ts';
import type { RunExecutor } from './execution.ts';
import { PixelCache } from './pipeline/pixelCache.ts';

export function executorInThisProcess(): RunExecutor {
  const cache = new PixelCache(1e7);
  return {
    execute: async (request, listener) => {
      const engine = await openDevice('cpu', { threads: 1 });
      // So that what is asked meanwhile is heard between two batches, as it is where the training has a process of its own.
      const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
      await turn();
      return executeRun(request, listener, { engine, cache });
    },
    close: async () => undefined,
  };
}
