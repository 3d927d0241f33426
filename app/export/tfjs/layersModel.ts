/** A trained network in TensorFlow.js' layers format: the files that tf.loadLayersModel reads. */
import { outputShape } from '../../engine/layout.ts';
import type { ModelFacts } from '../facts.ts';
import { foldBatchNorm } from '../foldBatchNorm.ts';
import { writeLayers } from '../layerWriter.ts';
import type { TrainedNetwork } from '../tensors.ts';
import type { LayerWeight } from './layersGraph.ts';
import { LayersWriter } from './layersWriter.ts';

/** So large is a piece of the weights at most; browsers cache files of this size. */
const SHARD_BYTES = 4 * 1024 ** 2;

export const MODEL_FILE = 'model.json';

/** Whether a file of this name may be one of an exported model. */
export function isModelFile(name: string): boolean {
  return name === MODEL_FILE || /^group1-shard\d+of\d+\.bin$/.test(name);
}

/**
 * A functional tf.layers model from [batch, size, size, 3], RGB in 0 … 1, to class probabilities [batch, class], or of the autoencoder to
 * the reconstruction [batch, size, size, 3]. @returns each file's bytes by its name
 */
export function layersModel(trained: TrainedNetwork, facts: ModelFacts): ReadonlyMap<string, Uint8Array> {
  const folded = foldBatchNorm(trained);
  const writer = new LayersWriter();
  const last = writeLayers(writer, folded, writer.input('images', folded.network.input));
  const isClassifier = outputShape(folded.network).length === 1;
  const ending = isClassifier ? writer.ending(last, 'probabilities', 'softmax') : writer.ending(last, 'reconstruction', 'linear');
  const { layers, weights } = writer.graph;
  const shards = inShards(weights);
  const model = {
    format: 'layers-model',
    generatedBy: `${facts.product} ${facts.version}`,
    convertedBy: null,
    modelTopology: {
      class_name: 'Model',
      config: { name: facts.network, layers, input_layers: [['images', 0, 0]], output_layers: [[...ending, 0]] },
    },
    weightsManifest: [{ paths: [...shards.keys()], weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })) }],
    userDefinedMetadata: facts,
  };
  return new Map([[MODEL_FILE, new TextEncoder().encode(`${JSON.stringify(model, null, 1)}\n`)], ...shards]);
}

/** The weights one behind the other, cut where a piece is full. */
function inShards(weights: readonly LayerWeight[]): ReadonlyMap<string, Uint8Array> {
  const all = Buffer.concat(weights.map(({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
  const count = Math.max(1, Math.ceil(all.byteLength / SHARD_BYTES));
  return new Map(
    Array.from({ length: count }, (_, i) => [`group1-shard${i + 1}of${count}.bin`, all.subarray(i * SHARD_BYTES, (i + 1) * SHARD_BYTES)]),
  );
}
