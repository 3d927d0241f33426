/** Why the optional package @tensorflow/tfjs-node-gpu could not be loaded, in a sentence that says what to do. Pure. */
import { errorCode } from '../../contract/failure.ts';
import { shortened, textOf } from './text.ts';

export const PACKAGE = '@tensorflow/tfjs-node-gpu';

/** The command of package.json that installs the package and runs its install script, and only its. */
export const INSTALL = '"npm run tensorflow"';

export const CUDA = 'CUDA 11.2 and cuDNN 8.1';

/** What the package's own code throws when its native part was never downloaded. */
const NO_NATIVE_PART = /native addon module .*can ?not be found/i;

/** @param error whatever requiring the package threw */
export function whyNotLoaded(error: unknown, platform: NodeJS.Platform): string {
  const message = textOf(error);
  const missing = /^Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1];
  if (missing === PACKAGE) {
    return `TensorFlow is not installed: there is no package ${PACKAGE}. ${INSTALL} in Smearlab's folder installs it; docs/devices.md says what it needs.`;
  }
  if (missing !== undefined) {
    return `TensorFlow is installed incompletely: ${shortened(missing)} is missing. Run "npm ci", then ${INSTALL}.`;
  }
  if (NO_NATIVE_PART.test(message)) {
    return `The package ${PACKAGE} is there, but not its native part: its install script, which downloads that, has not run or found no connection. Run ${INSTALL} with a connection to the internet.`;
  }
  if (errorCode(error) === 'ERR_DLOPEN_FAILED') return whyNotOpened(message, platform);
  return `TensorFlow could not be loaded: it says "${shortened(message)}". If installing it anew (${INSTALL}) does not help, report this with the log.`;
}

/** The operating system found the native part but would not open it. */
function whyNotOpened(message: string, platform: NodeJS.Platform): string {
  const said = `the system says "${shortened(message)}"`;
  if (platform === 'win32') {
    return `TensorFlow's native part cannot be opened: ${said}. Copy tensorflow.dll from ${PACKAGE}'s folder deps\\lib to its folder lib\\napi-v8, and see that the bin folders of ${CUDA} are on the PATH.`;
  }
  const library = /^(lib[^\s:]+): cannot open shared object file/.exec(message)?.[1];
  if (library?.startsWith('libtensorflow') === true) {
    return `TensorFlow's library ${library} is missing. Run ${INSTALL} with a connection to the internet.`;
  }
  if (library !== undefined && /^lib(cu|nv|nccl)/.test(library)) {
    return `TensorFlow needs ${library}, which was not found: install ${CUDA}, and see that the folders of their libraries are in LD_LIBRARY_PATH.`;
  }
  if (library !== undefined) return `TensorFlow needs ${library}, which this system does not have. Install the package that brings it.`;
  const version = /version [`']([\w.]+)' not found/.exec(message)?.[1];
  if (version !== undefined) {
    return `This system is too old for TensorFlow: its libraries have no ${version}. Compute with ONNX Runtime, or update the system.`;
  }
  return `TensorFlow's native part cannot be opened: ${said}. It is damaged or made for another processor; ${INSTALL} after "npm ci" installs it anew.`;
}
