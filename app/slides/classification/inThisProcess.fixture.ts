/** For tests: classifies without a process of its own, on the processor. */
import { openDevice } from '../../engine/devices.ts';
import type { Classifier } from './classifying.ts';
import { classifyCells } from './networkClassifier.ts';

export function classifierInThisProcess(): Classifier {
  return {
    classify: async (request, onFound, signal) =>
      classifyCells({ engine: await openDevice('cpu', { threads: 1 }) }, request, onFound, signal),
    close: async () => undefined,
  };
}
