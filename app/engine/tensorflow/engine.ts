/** The engine on TensorFlow.js: the same descriptions, layer by layer on whichever backend TensorFlow.js has been given. */
import { SmearlabError } from '../../contract/failure.ts';
import type { Engine } from '../engine.ts';
import { learnOnHost } from '../hostLearning.ts';
import { compileStatistics } from './batchStatistics.ts';
import { engineFailure } from './engineFailure.ts';
import { compileInference } from './inference.ts';
import type { Tfjs } from './tfjs.ts';
import { compileTraining } from './training.ts';

/**
 * Bytes that one piece of a batch may take; about what a graphics card of a workstation has to spare. What microBatch.ts counts for a piece
 * holds here too: 14 to 15 bytes for each number that a layer puts out were seen.
 */
const MEMORY_OF_A_PIECE = 2 ** 31;

export type Computing = {
  readonly tf: Tfjs;
  /** What computes: `cuda`, `cpu`, … */
  readonly device: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Bytes that a training step should stay below where the network allows it; for tests. */
  readonly memory?: number | undefined;
};

export function tensorflowEngine({ tf, device, versions, memory = MEMORY_OF_A_PIECE }: Computing): Engine {
  const training: Engine['compileTraining'] = async (network, options) =>
    prepared(`Preparing to train ${network.name}`, () => compileTraining(tf, network, options, memory));
  return {
    name: 'tensorflow',
    device,
    versions,
    compileTraining: training,
    startLearning: async (network, options, start) => learnOnHost(training, network, options, start),
    compileInference: async (network, batch, state) =>
      prepared(`Preparing to predict with ${network.name}`, () => compileInference(tf, network, batch, state)),
    compileStatistics: async (network, options, state) =>
      prepared(`Preparing to measure the statistics of ${network.name}`, () => compileStatistics(tf, network, options, state)),
    compileExplanation: async () => {
      throw new SmearlabError('engine', 'The tensorflow engine cannot show where a network looked. Ask the cpu; it reads every run.');
    },
  };
}

function prepared<T>(what: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    throw engineFailure(what, error);
  }
}
