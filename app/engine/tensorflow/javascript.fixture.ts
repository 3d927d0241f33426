/** The tensorflow engine on TensorFlow.js' own JavaScript backend: slow, and everywhere. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
// For its side effect: the layers' bundle registers the gradients, which the core's does not.
import '@tensorflow/tfjs-layers';
import type { Engine } from '../engine.ts';
import { tensorflowEngine } from './engine.ts';
import type { Tfjs } from './tfjs.ts';

/** @param memory bytes that a training step should stay below */
export async function openJavascriptEngine(memory?: number): Promise<Engine> {
  // Without it TensorFlow.js prints an advertisement for its native backend.
  tf.enableProdMode();
  await tf.setBackend('cpu');
  return tensorflowEngine({ tf, device: 'javascript', versions: { tfjs: tf.version_core }, memory });
}

export const javascriptTfjs: Tfjs = tf;
