/** A checkpoint: everything a run needs to go on after an epoch as if nothing had happened. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type EpochMetrics, epochMetricsSchema } from '../contract/evaluation.ts';
import { SmearlabError } from '../contract/failure.ts';
import { type Normalisations, normalisationsSchema } from '../contract/normalisation.ts';
import { type Recipe, trainingSchema } from '../contract/recipe.ts';
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
  /** What the network's images are normalised by: as much part of it as its parameters, so that no one can use it without. */
  readonly normalisations: Normalisations;
  /** The learning curve up to and with this checkpoint's epoch. */
  readonly curve: readonly EpochMetrics[];
  /** The network to use: of a run that averages, the average; of one that estimates its statistics anew, with those. */
  readonly state: NetworkState;
  /** null in a best checkpoint, which is for use and not for going on. */
  readonly goingOn: GoingOn | null;
};

export type GoingOn = {
  readonly optimizer: OptimizerState;
  /** What the steps work on where `state` is something else: its moving average, or the same with statistics estimated anew. */
  readonly trained: NetworkState | null;
};

const infoSchema = z.object({
  format: z.literal('smearlab-checkpoint/1'),
  identity: z.string(),
  classes: z.array(z.string()),
  /** Checkpoints from before there was any have none. */
  normalisations: normalisationsSchema.default({}),
  curve: z.array(epochMetricsSchema),
  optimizerStep: z.int().nullable(),
});

/** A digest of all that decides a run's numbers: recipe, seed, classes, images and input models, but not where the images lie. */
export function runIdentity(run: RunFile, inputDigests: readonly string[]): string {
  const { recipe, seed, classes, dataSet, images } = run;
  return createHash('sha256')
    .update(JSON.stringify([firstWording(recipe), seed, classes, dataSet.hash, images, inputDigests]))
    .digest('hex');
}

/** The keys that recipes had from the first are always part of the identity. */
const FIRST_KEYS: ReadonlySet<string> = new Set(['epochs', 'batchSize', 'optimizer', 'earlyStopping', 'keep']);

/** A recipe without the keys that came later where they are at their defaults, so that a run begun before them can be gone on with. */
function firstWording(recipe: Recipe): object {
  const defaults = new Map(Object.entries(trainingSchema.parse({})).map(([key, value]) => [key, JSON.stringify(value)]));
  const training = Object.entries(recipe.training).filter(
    ([key, value]) => FIRST_KEYS.has(key) || JSON.stringify(value) !== defaults.get(key),
  );
  return { ...recipe, training: Object.fromEntries(training) };
}

/** @throws SmearlabError `disk-full`, `not-writable`; an earlier checkpoint of that name is untouched then */
export function writeCheckpoint(file: string, network: NetworkDescription, checkpoint: Checkpoint): void {
  const { identity, classes, normalisations, curve, state, goingOn } = checkpoint;
  const info: z.infer<typeof infoSchema> = {
    format: 'smearlab-checkpoint/1',
    identity,
    classes: [...classes],
    normalisations,
    curve: [...curve],
    optimizerStep: goingOn?.optimizer.step ?? null,
  };
  const tensors = [...stateTensors('', network, state), ...(goingOn === null ? [] : goingOnTensors(network, goingOn))];
  writeTensors(file, tensors, { smearlab: JSON.stringify(info) });
}

/** A checkpoint and the network that its numbers are of, normalisation included. */
export type ReadCheckpoint = Checkpoint & { readonly network: NetworkDescription };

/** A network but for the normalisation it was trained under, and the classes, such as `describeNetwork` with its other arguments given. */
export type Describe = (normalisations: Normalisations, classes: readonly string[]) => NetworkDescription;

/** @throws SmearlabError `missing-file`, or `damaged-checkpoint` when it is not whole or of another network */
export function readCheckpoint(file: string, describe: Describe): ReadCheckpoint {
  const { tensors, metadata } = readTensors(file);
  const info = infoSchema.safeParse(parseJson(metadata['smearlab'] ?? ''));
  if (!info.success) throw notOfThisNetwork(file, describe({}, []));
  const { identity, classes, normalisations, curve, optimizerStep } = info.data;
  const network = describe(normalisations, classes);
  const stateOf = (prefix: string): NetworkState => ({
    parameters: flat(`${prefix}parameters`, parameterLayout(network), tensors, file, network),
    statistics: flat(`${prefix}statistics`, statisticsLayout(network), tensors, file, network),
  });
  const hasTrained = [...tensors.keys()].some((name) => name.startsWith(TRAINED));
  const goingOn = (step: number): GoingOn => ({
    optimizer: { step, vectors: optimizerVectors(tensors) },
    trained: hasTrained ? stateOf(TRAINED) : null,
  });
  const going = optimizerStep === null ? null : goingOn(optimizerStep);
  return { network, identity, classes, normalisations, curve, state: stateOf(''), goingOn: going };
}

const OPTIMIZER = 'optimizer.';
/** Of the state that steps work on; called so in files from when only averages were another one. */
const TRAINED = 'unaveraged.';

function stateTensors(prefix: string, network: NetworkDescription, { parameters, statistics }: NetworkState): NamedTensor[] {
  return [
    ...named(`${prefix}parameters`, parameterLayout(network), parameters),
    ...named(`${prefix}statistics`, statisticsLayout(network), statistics),
  ];
}

function goingOnTensors(network: NetworkDescription, { optimizer, trained }: GoingOn): NamedTensor[] {
  const vectors = Object.entries(optimizer.vectors).map(([name, values]) => ({
    name: `${OPTIMIZER}${name}`,
    shape: [values.length],
    values,
  }));
  return trained === null ? vectors : [...vectors, ...stateTensors(TRAINED, network, trained)];
}

function optimizerVectors(tensors: ReadonlyMap<string, NamedTensor>): OptimizerState['vectors'] {
  const vectors = [...tensors].filter(([name]) => name.startsWith(OPTIMIZER));
  return Object.fromEntries(vectors.map(([name, { values }]) => [name.slice(OPTIMIZER.length), values]));
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
