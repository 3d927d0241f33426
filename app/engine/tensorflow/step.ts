/** A training step over one piece of a batch: forward, loss, backward, batch statistics. */
import { SmearlabError } from '../../contract/failure.ts';
import type { Layout, LayoutEntry, Loss, NetworkDescription } from '../description.ts';
import type { NetworkState } from '../engine.ts';
import { channelsFirst, channelsLast } from './layers/activation.ts';
import { lossOf } from './layers/loss.ts';
import { lowerLayers } from './lower.ts';
import { fedOf, laidOut } from './state.ts';
import { inScope, numbersOf, type Tensor, type Tfjs } from './tfjs.ts';

/** What stays the same from step to step. */
export type StepPlan = {
  readonly tf: Tfjs;
  readonly network: NetworkDescription;
  readonly loss: Loss;
  /** Of one piece: [N, C, H, W], and the network's output. */
  readonly imageShape: readonly number[];
  readonly targetShape: readonly number[];
  readonly parameters: Layout;
  readonly statistics: Layout;
  /** What is baked in, by full name. */
  readonly constants: { readonly parameters: ReadonlyMap<string, Tensor>; readonly statistics: ReadonlyMap<string, Tensor> };
  readonly trainable: (parameter: string) => boolean;
  readonly trainsBatchNorm: (name: string) => boolean;
};

/** What came of a piece, in numbers that the receiver copies. */
export type Piece = {
  readonly loss: number;
  readonly output: Float32Array;
  readonly gradients: readonly Numbers[];
  /** Those that moved. */
  readonly statistics: readonly Numbers[];
};

type Numbers = { readonly entry: LayoutEntry; readonly values: Float32Array };

/** Leaves no tensor behind, also when it throws. */
export function computePiece(plan: StepPlan, images: Float32Array, targets: Float32Array, state: NetworkState): Piece {
  const kept: Tensor[] = [];
  const keep = (tensor: Tensor) => {
    kept.push(tensor);
    return plan.tf.keep(tensor);
  };
  try {
    return inScope(plan.tf, () => compute(plan, images, targets, state, keep));
  } finally {
    for (const tensor of kept) tensor.dispose();
  }
}

function compute(
  plan: StepPlan,
  images: Float32Array,
  targets: Float32Array,
  state: NetworkState,
  keep: (tensor: Tensor) => Tensor,
): Piece {
  const { tf, network, parameters, statistics, constants } = plan;
  const given = tf.tensor(images, [...plan.imageShape], 'float32');
  const wanted = tf.tensor(targets, [...plan.targetShape], 'float32');
  const fed = fedOf(tf, parameters, state.parameters, constants.parameters);
  const before = new Map([...constants.statistics, ...fedOf(tf, statistics, state.statistics, constants.statistics)]);
  const after = new Map(before);
  let output = given;
  const forward = () => {
    // Laid out in here, so that the gradients come back as PyTorch lays parameters out.
    const laid = [...fed].map(([name, tensor]) => [name, laidOut(tf, tensor)] as const);
    const { trainsBatchNorm } = plan;
    const lowering = { tf, parameters: new Map([...constants.parameters, ...laid]), statistics: after, trainsBatchNorm, keep };
    output = keep(channelsFirst(tf, lowerLayers(lowering, channelsLast(tf, given), network.layers)));
    return lossOf(tf, plan.loss, output, wanted);
  };
  const trained = parameters.entries.filter(({ name }) => plan.trainable(name));
  const { value, grads } = withGradients(
    tf,
    forward,
    trained.map(({ name }) => known(fed.get(name), `${network.name} has no parameter ${name}.`)),
  );
  const moved = statistics.entries.filter(({ name }) => after.get(name) !== before.get(name));
  return {
    loss: numbersOf(value)[0] ?? Number.NaN,
    output: numbersOf(output),
    gradients: trained.map((entry, i) => {
      const gradient = known(grads[i], `${network.name}: the parameter ${entry.name} has no influence on the loss.`);
      return { entry, values: numbersOf(gradient) };
    }),
    statistics: moved.map((entry) => ({ entry, values: numbersOf(known(after.get(entry.name), `${network.name} lost ${entry.name}.`)) })),
  };
}

type Gradients = { readonly value: Tensor; readonly grads: readonly (Tensor | undefined)[] };

/** The loss and its gradients; where nothing is trained there is no backward pass. */
function withGradients(tf: Tfjs, forward: () => Tensor, trained: Tensor[]): Gradients {
  if (trained.length === 0) return { value: forward(), grads: [] };
  try {
    return tf.engine().gradients(forward, trained, undefined, true);
  } catch (error) {
    dropTape(tf);
    throw error;
  }
}

/** Lets go of what the backward pass of a failed step would have needed: TensorFlow.js forgets it, and with it the device's memory. */
function dropTape(tf: Tfjs): void {
  const { state } = tf.engine();
  for (const { saved } of state.activeTape ?? []) for (const tensor of saved ?? []) tensor.dispose();
  state.activeTape = [];
}

function known(tensor: Tensor | undefined, otherwise: string): Tensor {
  if (tensor === undefined) throw new SmearlabError('internal', otherwise);
  return tensor;
}
