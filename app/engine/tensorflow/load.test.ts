/** Loading the optional package, with packages that stand in for it in the states in which a lab may have it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import util from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SmearlabError } from '../../contract/failure.ts';
import { restoreOldUtil } from './oldUtil.ts';
import { openTensorflowEngine } from './openTensorflowEngine.ts';
import { PACKAGE } from './whyNotLoaded.ts';

const folder = mkdtempSync(join(tmpdir(), 'smearlab-tensorflow-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const here = createRequire(import.meta.url);
let made = 0;

/** @returns what finds packages in a folder where the package is this code, or is not at all */
function packaged(code: string | undefined): { readonly require: (name: string) => unknown; readonly root: string } {
  const root = join(folder, `${made++}`);
  const at = join(root, 'node_modules', PACKAGE);
  mkdirSync(at, { recursive: true });
  if (code !== undefined) {
    writeFileSync(join(at, 'package.json'), JSON.stringify({ name: PACKAGE, main: 'index.js' }));
    writeFileSync(join(at, 'index.js'), code);
  }
  return { require: createRequire(join(root, 'x.js')), root };
}

/** TensorFlow.js with the JavaScript backend under the native one's name. */
function standIn(native: string): string {
  const [core, cpu] = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu'].map((name) => JSON.stringify(here.resolve(name)));
  return `const tf = require(${core});
const { MathBackendCPU } = require(${cpu});
tf.enableProdMode();
if (tf.getKernel('Add', 'tensorflow') === undefined) tf.copyRegisteredKernels('cpu', 'tensorflow');
if (tf.findBackendFactory('tensorflow') !== null) tf.removeBackend('tensorflow');
tf.registerBackend('tensorflow', () => Object.assign(new MathBackendCPU(), ${native}));
module.exports = { ...tf };`;
}

const open = (code: string | undefined, said: string[] = []) =>
  openTensorflowEngine({ require: packaged(code).require, platform: 'linux', say: (sentence) => said.push(sentence) });

const NATIVE = `{ isUsingGpuDevice: true, binding: { TF_Version: '2.9.1' } }`;

describe('the engine opens', () => {
  it('on a GPU without a word, and tells device and versions', async () => {
    const said: string[] = [];
    const engine = await open(standIn(NATIVE), said);
    expect(engine).toMatchObject({ name: 'tensorflow', device: 'cuda', versions: { tensorflow: '2.9.1', tfjs: '4.22.0' } });
    const network = { name: 'relu', input: [1, 2, 2], layers: [{ kind: 'relu' }] } as const;
    const inference = await engine.compileInference(network, 1, { parameters: new Float32Array(0), statistics: new Float32Array(0) });
    expect([...(await inference.run(Float32Array.from([-1, 2, -3, 4])))]).toEqual([0, 2, 0, 4]);
    expect(said).toEqual([]);
  });

  it('on the processor where TensorFlow sees no GPU, and says so and what a GPU needs', async () => {
    const said: string[] = [];
    const engine = await open(standIn(NATIVE.replace('true', 'false')), said);
    expect(engine.device).toBe('cpu');
    expect(said).toEqual([expect.stringMatching(/sees no GPU and computes on the processor.*CUDA 11\.2 and cuDNN 8\.1.*LD_LIBRARY_PATH/)]);
  });
});

describe('where it cannot be opened, the reason is a sentence', () => {
  it.each([
    { of: 'the package is not there', code: undefined, says: /is not installed/ },
    { of: 'it needs a package that is not there', code: `require('long');`, says: /installed incompletely: long is missing/ },
    {
      of: 'its native part was not downloaded',
      code: `throw new Error('The Node.js native addon module (tfjs_binding.node) can not be found at path: x.');`,
      says: /not its native part/,
    },
    {
      of: 'its native part is no library',
      code: `require('fs').writeFileSync(__dirname + '/tfjs_binding.node', 'text'); require('./tfjs_binding.node');`,
      says: /native part cannot be opened/,
    },
    { of: 'it throws something that is no error', code: `throw null;`, says: /could not be loaded: it says "null"/ },
    { of: 'it is something else', code: `module.exports = { conv2d() {} };`, says: /not the one Smearlab knows \(version 4\.22\)/ },
    { of: 'it exports nothing', code: `module.exports = undefined;`, says: /not the one Smearlab knows/ },
    {
      of: 'it is another major version',
      code: `${standIn(NATIVE)}\nmodule.exports.version_core = '5.0.0';`,
      says: /not the one Smearlab knows/,
    },
    { of: 'it registers no backend', code: `${standIn(NATIVE)}\ntf.removeBackend('tensorflow');`, says: /not the one Smearlab knows/ },
    {
      of: 'its native part does not start',
      code: standIn(`(() => { throw new Error('no context, as this test wants it'); })()`),
      says: /could not start: it says "no context, as this test wants it"/,
    },
    { of: 'its backend is not the native one', code: standIn('{}'), says: /not the one Smearlab knows/ },
  ])('when $of', async ({ code, says }) => {
    const failure = await open(code).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SmearlabError);
    expect(failure).toMatchObject({ kind: 'engine', message: expect.stringMatching(says) });
  });

  it('in a worker thread too, which goes on living', async () => {
    const { root } = packaged(`throw new Error('The Node.js native addon module (tfjs_binding.node) can not be found at path: x.');`);
    const module = new URL('./openTensorflowEngine.ts', import.meta.url).href;
    const code = `
      import { createRequire } from 'node:module';
      import { parentPort } from 'node:worker_threads';
      const { openTensorflowEngine } = await import(${JSON.stringify(module)});
      const require = createRequire(${JSON.stringify(join(root, 'x.js'))});
      await openTensorflowEngine({ require }).catch((error) => parentPort.postMessage(error.message));
      parentPort.postMessage('still here');`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
    const messages: unknown[] = [];
    worker.on('message', (message) => messages.push(message));
    const exit = await new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject));
    expect({ exit, messages }).toEqual({ exit: 0, messages: [expect.stringContaining('not its native part'), 'still here'] });
  });
});

describe('what Node took out of node:util', () => {
  /** As Node 23 and newer have it, whatever an engine that is open has put back. */
  beforeEach(() => {
    Reflect.deleteProperty(util, 'isNullOrUndefined');
  });
  const isThere = () => 'isNullOrUndefined' in util;

  it('is there while the package is loaded, and no longer when it could not be', async () => {
    const needing = `if (!require('util').isNullOrUndefined(undefined) || !('isArray' in require('util'))) throw new Error('missing');`;
    await expect(open(`${needing}\nthrow new Error('found them');`)).rejects.toThrow('found them');
    expect(isThere()).toBe(false);
  });

  it('stays while the engine is used', async () => {
    await open(standIn(NATIVE));
    expect(isThere()).toBe(true);
  });

  it('does what it did, and is taken away again by whoever put it back', () => {
    const takeAway = restoreOldUtil();
    const isNullOrUndefined: unknown = Reflect.get(util, 'isNullOrUndefined');
    const answers = [null, undefined, 0, '', false].map((value) => typeof isNullOrUndefined === 'function' && isNullOrUndefined(value));
    expect(answers).toEqual([true, true, false, false, false]);
    restoreOldUtil()();
    expect(isThere()).toBe(true);
    takeAway();
    expect(isThere()).toBe(false);
  });
});
