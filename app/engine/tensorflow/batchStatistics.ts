/** The statistics that the batch norms of a network see in a batch: forward as in training, and nothing else of it. */
import { SmearlabError } from '../../contract/failure.ts';
import type { NetworkDescription } from '../description.ts';
import type { BatchStatistics, NetworkState, TrainingOptions } from '../engine.ts';
import { entryOf, outputShape, parameterLayout, statisticsLayout } from '../layout.ts';
import { withOwnStatistics } from '../ownStatistics.ts';
import { elements } from '../shapes.ts';
import { trainsBatchNorm } from '../trainedParts.ts';
import { checkBatchNorms } from './checkBatchNorms.ts';
import { engineFailure } from './engineFailure.ts';
import { channelsLast } from './layers/activation.ts';
import { lowerLayers } from './lower.ts';
import { constantsOf } from './state.ts';
import { inScope, numbersOf, type Tensor, type Tfjs } from './tfjs.ts';

/** @throws SmearlabError `image-size` */
export function compileStatistics(
  tf: Tfjs,
  network: NetworkDescription,
  options: Pick<TrainingOptions, 'batch' | 'trainable'>,
  state: NetworkState,
): BatchStatistics {
  const what = `Measuring the statistics of ${network.name}`;
  outputShape(network);
  const trainsNorm = (name: string) => trainsBatchNorm(name, options);
  checkBatchNorms(network, options.batch, trainsNorm);
  const imageShape = [options.batch, ...network.input];
  const layout = statisticsLayout(network);
  const parameters = constantsOf(tf, parameterLayout(network), state.parameters, () => true);
  const before = constantsOf(tf, layout, state.statistics, () => true);
  const { layers } = withOwnStatistics(network);
  let isOpen = true;

  const run = (images: Float32Array): Float32Array => {
    if (!isOpen) throw new SmearlabError('engine', `${what}: this network has been let go of. Compile it anew.`);
    if (images.length !== elements(imageShape)) {
      throw new SmearlabError(
        'internal',
        `${what}: images: ${images.length} numbers were given where [${imageShape.join(', ')}] was expected.`,
      );
    }
    const kept: Tensor[] = [];
    const keep = (tensor: Tensor) => {
      kept.push(tensor);
      return tf.keep(tensor);
    };
    try {
      return inScope(tf, () => {
        const after = new Map(before);
        const given = channelsLast(tf, tf.tensor(images, imageShape, 'float32'));
        lowerLayers({ tf, parameters, statistics: after, trainsBatchNorm: trainsNorm, keep }, given, layers);
        const statistics = state.statistics.slice();
        for (const entry of layout.entries) {
          const value = after.get(entry.name);
          if (value !== undefined && value !== before.get(entry.name)) entryOf(statistics, entry).set(numbersOf(value));
        }
        return statistics;
      });
    } finally {
      for (const tensor of kept) tensor.dispose();
    }
  };

  return {
    async run(images) {
      try {
        return run(images);
      } catch (error) {
        throw engineFailure(what, error);
      }
    },
    async dispose() {
      if (!isOpen) return;
      isOpen = false;
      for (const tensor of [...parameters.values(), ...before.values()]) tensor.dispose();
    },
  };
}
