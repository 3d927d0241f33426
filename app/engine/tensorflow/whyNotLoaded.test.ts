import { describe, expect, it } from 'vitest';
import { PACKAGE, whyNotLoaded } from './whyNotLoaded.ts';

const thrown = (message: string, code?: string) => Object.assign(new Error(message), code === undefined ? {} : { code });
const unopened = (message: string) => thrown(message, 'ERR_DLOPEN_FAILED');
const BINDING = '/lab/smearlab/node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node';

/** What Node 24 and tfjs-node-gpu 4.22 threw on Linux, word for word but for the folder, with the package brought into each state. */
describe('why TensorFlow was not loaded, of an error that was seen', () => {
  it.each([
    {
      of: 'no package',
      error: thrown(`Cannot find module '${PACKAGE}'\nRequire stack:\n- /lab/smearlab/app/engine/tensorflow/load.ts`, 'MODULE_NOT_FOUND'),
      says: /is not installed.*"npm run tensorflow"/,
    },
    {
      of: 'no package, imported',
      error: thrown(`Cannot find package '${PACKAGE}' imported from /lab/smearlab/app/engine/tensorflow/load.ts`, 'ERR_MODULE_NOT_FOUND'),
      says: /is not installed/,
    },
    {
      of: 'a package that it needs is missing',
      error: thrown(
        `Cannot find module '@tensorflow/tfjs'\nRequire stack:\n- /lab/smearlab/node_modules/@tensorflow/tfjs-node-gpu/dist/index.js`,
        'MODULE_NOT_FOUND',
      ),
      says: /installed incompletely: @tensorflow\/tfjs is missing\. Run "npm ci"/,
    },
    {
      of: 'a file of its own is missing',
      error: thrown(
        `Cannot find module './version'\nRequire stack:\n- /lab/smearlab/node_modules/@tensorflow/tfjs-node-gpu/dist/index.js`,
        'MODULE_NOT_FOUND',
      ),
      says: /installed incompletely: \.\/version is missing/,
    },
    {
      of: 'its install script has not run, or could not download',
      error: thrown(
        `The Node.js native addon module (tfjs_binding.node) can not be found at path: ${BINDING}. \nPlease run command 'npm rebuild @tensorflow/tfjs-node-gpu --build-addon-from-source' to rebuild the native addon module. \nIf you have problem with building the addon module, please check https://github.com/tensorflow/tfjs/blob/master/tfjs-node/WINDOWS_TROUBLESHOOTING.md or file an issue.`,
      ),
      says: /is there, but not its native part.*install script.*"npm run tensorflow" with a connection/,
    },
    {
      of: 'the library is missing',
      error: unopened('libtensorflow.so.2: cannot open shared object file: No such file or directory'),
      says: /library libtensorflow\.so\.2 is missing/,
    },
    {
      of: 'CUDA is missing',
      error: unopened('libcudart.so.11.0: cannot open shared object file: No such file or directory'),
      says: /needs libcudart\.so\.11\.0.*install CUDA 11\.2 and cuDNN 8\.1.*LD_LIBRARY_PATH/,
    },
    {
      of: 'cuDNN is missing',
      error: unopened('libcudnn.so.8: cannot open shared object file: No such file or directory'),
      says: /needs libcudnn\.so\.8.*install CUDA 11\.2 and cuDNN 8\.1/,
    },
    {
      of: 'the system is too old',
      error: unopened(`/lib/x86_64-linux-gnu/libc.so.6: version \`GLIBC_9.9.9' not found (required by ${BINDING})`),
      says: /too old.*no GLIBC_9\.9\.9/,
    },
    { of: 'half a download', error: unopened(`${BINDING}: file too short`), says: /file too short.*damaged or made for another processor/ },
    { of: 'something else under its name', error: unopened(`${BINDING}: invalid ELF header`), says: /invalid ELF header.*damaged/ },
    {
      of: 'made for another processor',
      error: unopened(`${BINDING}: cannot open shared object file: No such file or directory`),
      says: /cannot be opened.*damaged or made for another processor/,
    },
    { of: 'no Node module', error: unopened(`Module did not self-register: '${BINDING}'.`), says: /cannot be opened.*self-register/ },
    {
      of: 'what the native part throws in starting',
      error: thrown('Exception creating TFE_Context'),
      says: /says "Exception creating TFE_Context"/,
    },
  ])('$of', ({ error, says }) => {
    expect(whyNotLoaded(error, 'linux')).toMatch(says);
  });

  it('another library that the system lacks is named without blaming CUDA', () => {
    const sentence = whyNotLoaded(unopened('libstdc++.so.6: cannot open shared object file: No such file or directory'), 'linux');
    expect(sentence).toContain('libstdc++.so.6');
    expect(sentence).not.toContain('CUDA');
  });
});

it.each([
  ['English', `The specified module could not be found.\r\n\\\\?\\C:\\lab\\smearlab\\lib\\napi-v8\\tfjs_binding.node`],
  ['German', `Das angegebene Modul wurde nicht gefunden.\r\n\\\\?\\C:\\lab\\smearlab\\lib\\napi-v8\\tfjs_binding.node`],
])('on Windows, whose words depend on its language (%s), the sentence names both things it can be', (_, message) => {
  expect(whyNotLoaded(unopened(message), 'win32')).toMatch(/tensorflow\.dll.*napi-v8.*CUDA 11\.2 and cuDNN 8\.1 are on the PATH/);
});

describe('whatever is thrown becomes one sentence of bearable length', () => {
  const unspeakable = Object.assign(Object.create(null), { code: 'ERR_DLOPEN_FAILED' });
  it.each([
    ['undefined', undefined],
    ['null', null],
    ['a number', 42],
    ['a symbol', Symbol('x')],
    ['an object without words', unspeakable],
    ['an error without a message', new Error('')],
    ['an error of a megabyte', new Error('x'.repeat(2 ** 20))],
    ['a missing module with a name of a megabyte', new Error(`Cannot find module '${'x'.repeat(2 ** 20)}'`)],
    ['an error of many lines', new Error('first\nsecond\nthird')],
    ['an error whose code is a number', Object.assign(new Error('odd'), { code: 7 })],
    ['a text', `Cannot find module 'sharp'`],
    ['a text that only speaks of the package', `${PACKAGE} is nice`],
    ['an error that quotes another', new Error(`it said "Cannot find module '${PACKAGE}'"`)],
  ])('%s', (_, error) => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const sentence = whyNotLoaded(error, platform);
      expect(sentence).toMatch(/^(TensorFlow|The package|This system).*\.$/);
      expect(sentence.length).toBeLessThan(700);
      expect(sentence).not.toMatch(/not installed|[\n\r]/);
    }
  });
});
