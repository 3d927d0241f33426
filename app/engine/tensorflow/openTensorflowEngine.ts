/** The engine on @tensorflow/tfjs-node-gpu, where that is installed. */
import type { Engine } from '../engine.ts';
import { tensorflowEngine } from './engine.ts';
import { type Loading, loadTensorflow, usualLoading } from './load.ts';

export type TensorflowEngineOptions = Partial<Loading> & {
  /** Bytes that one piece of a training batch should stay below where the network allows it. */
  readonly memory?: number;
};

/**
 * Opens TensorFlow: on the GPU where it sees one, else on the processor, which it says. Loads a library of several hundred megabytes, so open
 * it only where it is asked for, and in a thread that may be blocked.
 * @throws SmearlabError `engine` with the reason when it is not installed or cannot be loaded
 */
export async function openTensorflowEngine({ memory, ...loading }: TensorflowEngineOptions = {}): Promise<Engine> {
  return tensorflowEngine({ ...(await loadTensorflow({ ...usualLoading, ...loading })), memory });
}
