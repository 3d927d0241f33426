/** The trained networks a run starts from, and the state it starts with. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SmearlabError } from '../contract/failure.ts';
import type { Normalisations } from '../contract/normalisation.ts';
import { type InputModel, isFineTuned, type RunFile } from '../contract/runFile.ts';
import type { NetworkDescription } from '../engine/description.ts';
import type { NetworkState } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { CAM16_CLASSES } from '../networks/cam16.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { type EnsembleParts, stateFromParts } from '../networks/ensemble.ts';
import { stateFromRun } from '../networks/stateFromRun.ts';
import { readCheckpoint } from './checkpoint.ts';

export type ReadInputModel = {
  readonly part: InputModel['part'];
  readonly network: NetworkDescription;
  readonly classes: readonly string[];
  readonly state: NetworkState;
  /** What it was trained under, and what it must be used with. */
  readonly normalisations: Normalisations;
  readonly digest: string;
};

/** @throws SmearlabError `missing-file` or `damaged-checkpoint` naming the checkpoint */
export function readInputModels(run: RunFile, folder: string): ReadInputModel[] {
  return run.inputs.map(({ part, checkpoint }) => {
    const count = part === 'cam16' ? CAM16_CLASSES : run.classes.length;
    const { network, normalisations, classes, state } = readCheckpoint(join(folder, checkpoint), (by, own) =>
      // Where it is fine-tuned, it may tell other classes apart than it did.
      describeNetwork({ name: part }, run.recipe.imageSize, isFineTuned(run) && own.length > 0 ? own.length : count, by),
    );
    const digest = createHash('sha256').update(bytesOf(state.parameters)).update(bytesOf(state.statistics));
    if (Object.keys(normalisations).length > 0) digest.update(JSON.stringify(normalisations));
    return { part, network, classes, state, normalisations, digest: digest.digest('hex') };
  });
}

/**
 * Seeded initial values; for the ensemble the trained parts with a seeded adapter and heads; for another network that names a run of its own
 * kind what that learned, its last layer only where it tells the same classes apart.
 * @throws SmearlabError `bad-run-file` when an ensemble lacks one of its three parts, or another network names a run that does not fit
 */
export function startingState(run: RunFile, network: NetworkDescription, inputs: readonly ReadInputModel[]): NetworkState {
  if (run.recipe.network.name !== 'ensemble') return ofOneNetwork(run, network, inputs);
  const part = (name: InputModel['part']) => {
    const input = inputs.find((candidate) => candidate.part === name);
    if (input === undefined) {
      throw new SmearlabError(
        'bad-run-file',
        `The run ${run.name} is an ensemble but names no ${name} run to start from. Add it to its inputs.`,
      );
    }
    return input;
  };
  const parts: EnsembleParts = { autoencoder: part('autoencoder'), cam16: part('cam16'), wbc: part('wbc') };
  return stateFromParts(network, parts, run.seed);
}

function ofOneNetwork(run: RunFile, network: NetworkDescription, [from, ...more]: readonly ReadInputModel[]): NetworkState {
  const { name } = run.recipe.network;
  if (from === undefined) return initialState(network, run.seed);
  if (from.part !== name || more.length > 0) {
    throw new SmearlabError(
      'bad-run-file',
      `The run ${run.name} is of the ${name} network and starts from one run of it, not from others.`,
    );
  }
  const hasItsClasses = from.classes.join('\n') === run.classes.join('\n');
  return stateFromRun(network, name, from, { seed: run.seed, hasItsClasses });
}

/** What runs that are started from were trained under, each its own. */
export function normalisationsOf(inputs: readonly ReadInputModel[]): Normalisations {
  return Object.assign({}, ...inputs.map(({ normalisations }) => normalisations));
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
