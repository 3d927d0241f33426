/** A checkpoint: everything a run needs to go on after an epoch as if nothing had happened. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type EpochMetrics, epochMetricsSchema } from '../contract/evaluation.ts';
import { SmearlabError } from '../contract/failure.ts';
import type { RunFile } from '../contract/runFile.ts';
import type { Layout, NetworkDescription } from '../engine/description.ts';
import type { NetworkState } from '../engine/engine.ts';
import { parameterLayout, statisticsLayout } from '../engine/layout.ts';
import type { OptimizerState } from '../engine/optimizer.ts';
import { type NamedTensor, readTensors, writeTensors } from './safetensors.ts';

export const LAST_CHECKPOINT = 'last.safetensors';
export const BEST_CHECKPOINT = 'best.safetensors';

export type Checkpoint = {
  /** Of the run file, see `runIdentity`; a checkpoint of another recipe is never gone on from. */
  readonly identity: string;
  readonly classes: readonly string[];
  /** The learning curve up to and with this checkpoint's epoch. */
  readonly curve: readonly EpochMetrics[];
  readonly state: NetworkState;
  /** null in a best checkpoint, which is for use and not for going on. */
  readonly optimizer: OptimizerState | null;
};

const infoSchema = z.object({
  format: z.literal('smearlab-checkpoint/1'),
  identity: z.string(),
  classes: z.array(z.string()),
  curve: z.array(epochMetricsSchema),
  optimizerStep: z.int().nullable(),
});

/** A digest of all that decides a run's numbers: recipe, seed, classes, images and input models, but not where the images lie. */
export function runIdentity(run: RunFile, inputDigests: readonly string[]): string {
  const { recipe, seed, classes, dataSet, images } = run;
  return createHash('sha256')
    .update(JSON.stringify([recipe, seed, classes, dataSet.hash, images, inputDigests]))
    .digest('hex');
}

/** @throws SmearlabError `disk-full`, `not-writable`; an earlier checkpoint of that name is untouched then */
export function writeCheckpoint(file: string, network: NetworkDescription, checkpoint: Checkpoint): void {
  const { identity, classes, curve, state, optimizer } = checkpoint;
  const tensors = [
    ...named('parameters', parameterLayout(network), state.parameters),
    ...named('statistics', statisticsLayout(network), state.statistics),
  ];
  if (optimizer !== null) {
    tensors.push({ name: 'optimizer.m', shape: [optimizer.m.length], values: optimizer.m });
    tensors.push({ name: 'optimizer.v', shape: [optimizer.v.length], values: optimizer.v });
  }
  const info: z.infer<typeof infoSchema> = {
    format: 'smearlab-checkpoint/1',
    identity,
    classes: [...classes],
    curve: [...curve],
    optimizerStep: optimizer?.step ?? null,
  };
  writeTensors(file, tensors, { smearlab: JSON.stringify(info) });
}

/** @throws SmearlabError `missing-file`, or `damaged-checkpoint` when it is not whole or of another network */
export function readCheckpoint(file: string, network: NetworkDescription): Checkpoint {
  const { tensors, metadata } = readTensors(file);
  const info = infoSchema.safeParse(parseJson(metadata['smearlab'] ?? ''));
  if (!info.success) throw notOfThisNetwork(file, network);
  const m = tensors.get('optimizer.m')?.values;
  const v = tensors.get('optimizer.v')?.values;
  const { identity, classes, curve, optimizerStep } = info.data;
  return {
    identity,
    classes,
    curve,
    state: {
      parameters: flat('parameters', parameterLayout(network), tensors, file, network),
      statistics: flat('statistics', statisticsLayout(network), tensors, file, network),
    },
    optimizer: m === undefined || v === undefined || optimizerStep === null ? null : { step: optimizerStep, m, v },
  };
}

function named(group: string, layout: Layout, values: Float32Array): NamedTensor[] {
  return layout.entries.map(({ name, shape, offset, size }) => ({
    name: `${group}.${name}`,
    shape,
    values: values.subarray(offset, offset + size),
  }));
}

function flat(
  group: string,
  layout: Layout,
  tensors: ReadonlyMap<string, NamedTensor>,
  file: string,
  network: NetworkDescription,
): Float32Array {
  const values = new Float32Array(layout.size);
  for (const { name, shape, offset } of layout.entries) {
    const tensor = tensors.get(`${group}.${name}`);
    if (tensor === undefined || tensor.shape.join() !== shape.join()) throw notOfThisNetwork(file, network);
    values.set(tensor.values, offset);
  }
  return values;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notOfThisNetwork(file: string, network: NetworkDescription): SmearlabError {
  return new SmearlabError(
    'damaged-checkpoint',
    `The checkpoint ${file} does not hold the network ${network.name} with an input of ${network.input.join(' × ')}. Delete it and go on with --resume; its run is then trained again.`,
    { file },
  );
}
