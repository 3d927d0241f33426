/** The trained networks a run starts from, and the state it starts with. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SmearlabError } from '../contract/failure.ts';
import type { Normalisations } from '../contract/normalisation.ts';
import type { InputModel, RunFile } from '../contract/runFile.ts';
import type { NetworkDescription } from '../engine/description.ts';
import type { NetworkState } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { CAM16_CLASSES } from '../networks/cam16.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { type EnsembleParts, stateFromParts } from '../networks/ensemble.ts';
import { readCheckpoint } from './checkpoint.ts';

export type ReadInputModel = {
  readonly part: InputModel['part'];
  readonly network: NetworkDescription;
  readonly state: NetworkState;
  /** What it was trained under, and what it must be used with. */
  readonly normalisations: Normalisations;
  readonly digest: string;
};

/** @throws SmearlabError `missing-file` or `damaged-checkpoint` naming the checkpoint */
export function readInputModels(run: RunFile, folder: string): ReadInputModel[] {
  return run.inputs.map(({ part, checkpoint }) => {
    const classes = part === 'cam16' ? CAM16_CLASSES : run.classes.length;
    const { network, normalisations, state } = readCheckpoint(join(folder, checkpoint), (by) =>
      describeNetwork({ name: part }, run.recipe.imageSize, classes, by),
    );
    const digest = createHash('sha256').update(bytesOf(state.parameters)).update(bytesOf(state.statistics));
    if (Object.keys(normalisations).length > 0) digest.update(JSON.stringify(normalisations));
    return { part, network, state, normalisations, digest: digest.digest('hex') };
  });
}

/**
 * Seeded initial values, or for the ensemble the trained parts with a seeded adapter and heads.
 * @throws SmearlabError `bad-run-file` when an ensemble lacks one of its three parts
 */
export function startingState(run: RunFile, network: NetworkDescription, inputs: readonly ReadInputModel[]): NetworkState {
  if (run.recipe.network.name !== 'ensemble') return initialState(network, run.seed);
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

/** What the parts of an ensemble were trained under, each its own. */
export function normalisationsOf(inputs: readonly ReadInputModel[]): Normalisations {
  return Object.assign({}, ...inputs.map(({ normalisations }) => normalisations));
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
