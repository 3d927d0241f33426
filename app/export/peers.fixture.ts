/** The programs an exported model is made for, as they read and run it; images and images' outputs are [batch, channel, height, width]. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import * as native from 'onnxruntime-node';
import * as web from 'onnxruntime-web';
import type { NetworkDescription } from '../engine/description.ts';
import type { ModelFacts } from './facts.ts';
import { onnxModel } from './onnx/onnxModel.ts';
import type { TrainedNetwork } from './tensors.ts';
import { layersModel, MODEL_FILE } from './tfjs/layersModel.ts';

export type Outputs = Readonly<Record<string, readonly number[]>>;
export type Predict = (images: Float32Array, batch: number) => Promise<Outputs>;

export type Peer = {
  readonly name: string;
  /** Of a network with classes. */
  readonly outputs: readonly string[];
  readonly load: (trained: TrainedNetwork, facts: ModelFacts) => Promise<Predict>;
};

const BOTH = ['logits', 'probabilities'];

type Taking = Pick<NetworkDescription, 'input'>;

export const PEERS: readonly Peer[] = [
  {
    name: 'onnxruntime-node',
    outputs: BOTH,
    load: async (trained, facts) => inOnnxRuntime(native, onnxModel(trained, facts), trained.network),
  },
  {
    name: 'onnxruntime-web (wasm)',
    outputs: BOTH,
    load: async (trained, facts) => {
      web.env.wasm.numThreads = 1;
      return inOnnxRuntime(web, onnxModel(trained, facts), trained.network);
    },
  },
  {
    name: 'TensorFlow.js',
    outputs: ['probabilities'],
    load: async (trained, facts) => inTensorFlow(await loadTensorFlow(layersModel(trained, facts)), trained.network),
  },
];

export async function inOnnxRuntime(ort: typeof native | typeof web, bytes: Uint8Array, { input }: Taking): Promise<Predict> {
  const session = await ort.InferenceSession.create(bytes, { executionProviders: [ort === web ? 'wasm' : 'cpu'] });
  return async (images, batch) => {
    const results = await session.run({ images: new ort.Tensor('float32', images, [batch, ...input]) });
    return Object.fromEntries(session.outputNames.map((name) => [name, numbersOf(results[name]?.data)]));
  };
}

function numbersOf(data: unknown): readonly number[] {
  if (data instanceof Float32Array) return [...data];
  throw new Error('no float tensor');
}

/** Over HTTP's own reader, which asks for the model and then for the shards that it names. */
export async function loadTensorFlow(files: ReadonlyMap<string, Uint8Array>): Promise<LayersModel> {
  await tf.setBackend('cpu');
  const fetchFunc = async (url: string): Promise<Response> => {
    const bytes = files.get(url.slice(url.lastIndexOf('/') + 1));
    return bytes === undefined ? new Response(null, { status: 404 }) : new Response(Buffer.from(bytes));
  };
  return loadLayersModel(tf.io.browserHTTPRequest(`http://model/${MODEL_FILE}`, { fetchFunc: fetchFunc as typeof fetch }));
}

export function inTensorFlow(model: LayersModel, { input: size }: Taking): Predict {
  const [name = ''] = model.outputNames;
  return async (images, batch) => {
    const input = tf.transpose(tf.tensor4d(images, [batch, ...size]), [0, 2, 3, 1]);
    const output = model.predict(input);
    if (Array.isArray(output)) throw new Error('one output was expected');
    const numbers = await (output.rank === 4 ? tf.transpose(output, [0, 3, 1, 2]) : output).data();
    return { [name]: [...numbers] };
  };
}
