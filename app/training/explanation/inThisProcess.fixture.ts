/** For tests: explains without a process of its own, on the processor. */
import { openDevice } from '../../engine/devices.ts';
import { throwIfStopped } from '../stopping.ts';
import type { Explainer } from './explaining.ts';
import { NetworkExplainer } from './networkExplainer.ts';

export function explainerInThisProcess(): Explainer {
  let explainer: NetworkExplainer | undefined;
  return {
    explain: async (request, signal) => {
      throwIfStopped(signal);
      explainer ??= new NetworkExplainer(await openDevice('cpu', { threads: 1 }));
      return explainer.explain(request);
    },
    close: async () => explainer?.close(),
  };
}
