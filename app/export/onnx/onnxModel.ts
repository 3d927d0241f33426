/** A trained network as an .onnx file: standard operations, any number of images, class probabilities beside the logits. */
import { SmearlabError } from '../../contract/failure.ts';
import { outputShape } from '../../engine/layout.ts';
import { type DimensionMessage, ELEMENT_TYPES, encodeModel, type NodeMessage, type ValueInfoMessage } from '../../engine/onnx/protobuf.ts';
import { asStrings, type ModelFacts, sentenceOf } from '../facts.ts';
import { foldBatchNorm } from '../foldBatchNorm.ts';
import { writeLayers } from '../layerWriter.ts';
import type { TrainedNetwork } from '../tensors.ts';
import { OnnxWriter } from './onnxWriter.ts';

/** Old enough for the runtimes in use (ONNX 1.12 of 2022), new enough for all that is written. */
const OPSET = 17;
const IR_VERSION = 8;

const IMAGES = 'images';
const BATCH: DimensionMessage = { dimParam: 'batch' };

/** Protocol buffers end at 2 GiB; a little is left for all that is not weights. */
const MOST_WEIGHTS = 2 ** 31 - 2 ** 20;

/**
 * Takes `images` [batch, 3, size, size], RGB in 0 … 1. A network with classes gives `logits` and `probabilities` [batch, class], the
 * autoencoder `reconstruction` [batch, 3, size, size].
 * @throws SmearlabError `image-size` when the weights are more than an ONNX file can hold
 */
export function onnxModel(trained: TrainedNetwork, facts: ModelFacts): Uint8Array {
  const { network, state } = foldBatchNorm(trained);
  assertFits(state.parameters.byteLength + state.statistics.byteLength, facts);
  const writer = new OnnxWriter();
  const last = writeLayers(writer, { network, state }, IMAGES);
  const shape = outputShape(network);
  const names = new Map<string, string>();
  if (shape.length === 1) names.set(last, 'logits').set(writer.softmax(last), 'probabilities');
  else names.set(last, 'reconstruction');
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: facts.product,
    producerVersion: facts.version,
    docString: sentenceOf(facts),
    metadataProps: asStrings(facts),
    opsetImport: [{ domain: '', version: OPSET }],
    graph: {
      name: facts.network,
      node: writer.nodes.map((node) => renamed(node, names)),
      initializer: writer.initializers,
      input: [floats(IMAGES, network.input)],
      output: [...names.values()].map((name) => floats(name, shape)),
    },
  });
}

/** @param bytes of all weights */
export function assertFits(bytes: number, { run, imageSize }: Pick<ModelFacts, 'run' | 'imageSize'>): void {
  if (bytes <= MOST_WEIGHTS) return;
  throw new SmearlabError(
    'image-size',
    `The weights of ${run} at ${imageSize} × ${imageSize} pixels take ${(bytes / 2 ** 30).toFixed(1)} GiB, and an ONNX file holds 2 GiB at most. Export it with --format tfjs, or train it with smaller images.`,
  );
}

function renamed(node: NodeMessage, names: ReadonlyMap<string, string>): NodeMessage {
  const rename = (values: readonly string[]) => values.map((value) => names.get(value) ?? value);
  return { ...node, input: rename(node.input), output: rename(node.output) };
}

function floats(name: string, shape: readonly number[]): ValueInfoMessage {
  const dim = [BATCH, ...shape.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType: ELEMENT_TYPES.float32, shape: { dim } } } };
}
