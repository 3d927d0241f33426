/** A network with its state baked in, for predictions. */
import { SmearlabError } from '../../contract/failure.ts';
import type { NetworkDescription } from '../description.ts';
import type { Inference, NetworkState } from '../engine.ts';
import { outputShape, parameterLayout, statisticsLayout } from '../layout.ts';
import { elements } from '../shapes.ts';
import { engineFailure } from './engineFailure.ts';
import { channelsFirst, channelsLast } from './layers/activation.ts';
import { type Lowering, lowerLayers } from './lower.ts';
import { constantsOf } from './state.ts';
import { inScope, numbersOf, type Tfjs } from './tfjs.ts';

/** @throws SmearlabError `image-size` */
export function compileInference(tf: Tfjs, network: NetworkDescription, batch: number, state: NetworkState): Inference {
  const what = `Predicting with ${network.name}`;
  outputShape(network);
  const imageShape = [batch, ...network.input];
  const parameters = constantsOf(tf, parameterLayout(network), state.parameters, () => true);
  const statistics = constantsOf(tf, statisticsLayout(network), state.statistics, () => true);
  const lowering: Lowering = { tf, parameters, statistics, trainsBatchNorm: () => false, keep: tf.keep };
  let isOpen = true;

  const run = (images: Float32Array): Float32Array => {
    if (!isOpen) throw new SmearlabError('engine', `${what}: this network has been let go of. Compile it anew.`);
    if (images.length !== elements(imageShape)) {
      throw new SmearlabError(
        'internal',
        `${what}: images: ${images.length} numbers were given where [${imageShape.join(', ')}] was expected.`,
      );
    }
    return inScope(tf, () => {
      const given = channelsLast(tf, tf.tensor(images, imageShape, 'float32'));
      return numbersOf(channelsFirst(tf, lowerLayers(lowering, given, network.layers))).slice();
    });
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
      for (const tensor of [...parameters.values(), ...statistics.values()]) tensor.dispose();
    },
  };
}
