/** The one place where the optional package @tensorflow/tfjs-node-gpu is loaded. */
import { createRequire } from 'node:module';
import { z } from 'zod';
import { SmearlabError } from '../../contract/failure.ts';
import type { Computing } from './engine.ts';
import { restoreOldUtil } from './oldUtil.ts';
import { shortened, textOf } from './text.ts';
import type { Tfjs } from './tfjs.ts';
import { CUDA, INSTALL, PACKAGE, whyNotLoaded } from './whyNotLoaded.ts';

/** Registers itself under this name when it is loaded. */
const BACKEND = 'tensorflow';

const USED = ['tidy', 'engine', 'tensor', 'setBackend', 'backend', 'conv2d', 'conv2dTranspose', 'maxPool', 'matMul', 'customGrad'];

const tfjsSchema = z.custom<Tfjs>(isTfjs);

/** What the native backend tells of itself. */
const nativeSchema = z.object({ isUsingGpuDevice: z.boolean(), binding: z.object({ TF_Version: z.string() }) });

export type Loading = {
  /** Finds packages; another one in tests. */
  readonly require: (name: string) => unknown;
  readonly platform: NodeJS.Platform;
  /** Told what a person should know although it works. */
  readonly say: (sentence: string) => void;
};

export const usualLoading: Loading = {
  require: createRequire(import.meta.url),
  platform: process.platform,
  say: (sentence) => console.warn(sentence),
};

/** Loads the package and TensorFlow in it. Throws an `engine` failure whose sentence says why it could not and what to do. */
export async function loadTensorflow({ require, platform, say }: Loading): Promise<Computing> {
  const takeAway = restoreOldUtil();
  try {
    const tf = tfjsOf(required(require, platform));
    const { isUsingGpuDevice, binding } = await started(tf);
    if (!isUsingGpuDevice) say(noGpu(platform));
    return {
      tf,
      device: isUsingGpuDevice ? 'cuda' : 'cpu',
      versions: { tensorflow: binding.TF_Version, tfjs: tf.version_core },
    };
  } catch (error) {
    takeAway();
    throw error;
  }
}

function required(require: Loading['require'], platform: NodeJS.Platform): unknown {
  try {
    return require(PACKAGE);
  } catch (error) {
    throw new SmearlabError('engine', whyNotLoaded(error, platform), { cause: error });
  }
}

function tfjsOf(loaded: unknown): Tfjs {
  const tf = tfjsSchema.safeParse(loaded);
  if (!tf.success) throw unexpected(tf.error);
  return tf.data;
}

function isTfjs(loaded: unknown): boolean {
  if (typeof loaded !== 'object' || loaded === null) return false;
  return USED.every((name) => typeof Reflect.get(loaded, name) === 'function') && /^4\./.test(String(Reflect.get(loaded, 'version_core')));
}

async function started(tf: Tfjs): Promise<z.infer<typeof nativeSchema>> {
  const hasStarted = await tf.setBackend(BACKEND).catch((error: unknown) => {
    throw unexpected(error);
  });
  if (!hasStarted) {
    throw new SmearlabError('engine', `TensorFlow was loaded but could not start: ${whyNotStarted(tf)}. ${INSTALL} installs it anew.`);
  }
  const native = nativeSchema.safeParse(tf.backend());
  if (!native.success) throw unexpected(native.error);
  return native.data;
}

/** TensorFlow.js only prints what its native backend throws in starting, so that is started once more. */
function whyNotStarted(tf: Tfjs): string {
  try {
    tf.findBackendFactory(BACKEND)();
    return 'it does not say why';
  } catch (error) {
    return `it says "${shortened(textOf(error))}"`;
  }
}

function unexpected(cause: unknown): SmearlabError {
  const sentence = `The package ${PACKAGE} that was found is not the one Smearlab knows (version 4.22). ${INSTALL} installs that one.`;
  return new SmearlabError('engine', sentence, { cause });
}

function noGpu(platform: NodeJS.Platform): string {
  const path = platform === 'win32' ? 'PATH' : 'LD_LIBRARY_PATH';
  return `TensorFlow sees no GPU and computes on the processor. It needs an NVIDIA GPU with its driver, and ${CUDA} with their folders in ${path}.`;
}
