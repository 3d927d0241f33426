/** A network compiled into training steps. */
import { SmearlabError } from '../../contract/failure.ts';
import type { NetworkDescription } from '../description.ts';
import type { NetworkState, StepResult, TrainingOptions, TrainingStep } from '../engine.ts';
import { entryOf, outputShape, parameterLayout, statisticsLayout } from '../layout.ts';
import { microBatch } from '../microBatch.ts';
import { elements } from '../shapes.ts';
import { hasTrainedBatchNorm, isTrained, trainsBatchNorm } from '../trainedParts.ts';
import { checkBatchNorms } from './checkBatchNorms.ts';
import { engineFailure } from './engineFailure.ts';
import { constantsOf } from './state.ts';
import { computePiece, type StepPlan } from './step.ts';
import type { Tfjs } from './tfjs.ts';

/**
 * @param memory bytes that a step should stay below where the network allows it
 * @throws SmearlabError `image-size`
 */
export function compileTraining(tf: Tfjs, network: NetworkDescription, options: TrainingOptions, memory: number): TrainingStep {
  const what = `Training ${network.name}`;
  const plan = planOf(tf, network, options, memory);
  const [images = 1] = plan.imageShape;
  const pieces = options.batch / images;
  const gradient = options.gradient ?? new Float32Array(plan.parameters.size);
  const statistics = new Float32Array(plan.statistics.size);
  let isOpen = true;

  const run = (batchImages: Float32Array, targets: Float32Array, state: NetworkState): StepResult => {
    if (!isOpen) throw new SmearlabError('engine', `${what}: this step has been let go of. Compile it anew.`);
    const imagesOf = piecesOf(batchImages, pieces, plan.imageShape, `${what}: images`);
    const targetsOf = piecesOf(targets, pieces, plan.targetShape, `${what}: targets`);
    const output = new Float32Array(pieces * elements(plan.targetShape));
    let loss = 0;
    gradient.fill(0);
    statistics.set(state.statistics);
    for (let piece = 0; piece < pieces; piece++) {
      const part = computePiece(plan, imagesOf(piece), targetsOf(piece), state);
      loss += part.loss / pieces;
      output.set(part.output, piece * elements(plan.targetShape));
      for (const { entry, values } of part.gradients) addShare(entryOf(gradient, entry), values, pieces);
      for (const { entry, values } of part.statistics) entryOf(statistics, entry).set(values);
    }
    return { loss, output, gradient, statistics };
  };

  return {
    async run(batchImages, targets, state) {
      try {
        return run(batchImages, targets, state);
      } catch (error) {
        throw engineFailure(what, error);
      }
    },
    async dispose() {
      if (!isOpen) return;
      isOpen = false;
      for (const tensor of [...plan.constants.parameters.values(), ...plan.constants.statistics.values()]) tensor.dispose();
    },
  };
}

function planOf(tf: Tfjs, network: NetworkDescription, options: TrainingOptions, memory: number): StepPlan {
  const { batch, loss, trainable, frozen } = options;
  const outputs = outputShape(network);
  const trainsNorm = (name: string) => trainsBatchNorm(name, options);
  checkBatchNorms(network, batch, trainsNorm);
  const images = microBatch(network, batch, hasTrainedBatchNorm(network, options), memory);
  const parameters = parameterLayout(network);
  const statistics = statisticsLayout(network);
  const isConstant = (name: string) => !isTrained(name, options);
  return {
    tf,
    network,
    loss,
    imageShape: [images, ...network.input],
    targetShape: [images, ...outputs],
    parameters,
    statistics,
    constants: {
      parameters: frozen === undefined ? new Map() : constantsOf(tf, parameters, frozen.parameters, isConstant),
      statistics: frozen === undefined ? new Map() : constantsOf(tf, statistics, frozen.statistics, isConstant),
    },
    trainable,
    trainsBatchNorm: trainsNorm,
  };
}

/** Cuts a batch into equal pieces (no copy). Throws when it has not the numbers of all of them. */
function piecesOf(batch: Float32Array, pieces: number, shape: readonly number[], what: string): (piece: number) => Float32Array {
  const size = elements(shape);
  if (batch.length !== pieces * size) {
    throw new SmearlabError(
      'internal',
      `${what}: ${batch.length} numbers were given where ${pieces} × [${shape.join(', ')}] was expected.`,
    );
  }
  return (piece) => batch.subarray(piece * size, (piece + 1) * size);
}

/** total += share / pieces */
function addShare(total: Float32Array, share: Float32Array, pieces: number): void {
  if (pieces === 1) total.set(share);
  else for (let i = 0; i < total.length; i++) total[i] = (total[i] ?? 0) + (share[i] ?? Number.NaN) / pieces;
}
