/** What a runtime throws as a sentence with a kind: memory that ran out, a device that was lost, or something of ours. Pure. */
import { SmearlabError } from '../contract/failure.ts';
import { isOutOfMemory } from '../contract/outOfMemory.ts';

/**
 * The words in which devices go away in the middle of work. WebGPU: "WebGPU device lost (…)" is in ONNX Runtime's library, the rest in its
 * issues (Dawn, Vulkan). DirectML: the DXGI errors by name, by number and by Windows' texts for them (onnxruntime issues 22700, 26606, pull
 * request 28495). CUDA: "CUDA failure N: text" with the errors after which CUDA's documentation says that the process must end.
 */
const LOST = [
  /\bdevice[ _]?(is |was |has been )?lost\b/i,
  /DEVICE_LOST\b/,
  /valid external Instance reference no longer exists/i,
  /DXGI_ERROR_(DEVICE_REMOVED|DEVICE_HUNG|DEVICE_RESET|DRIVER_INTERNAL_ERROR)/,
  /\b(0x)?887A00(05|06|07|20)\b/i,
  /GPU device instance has been suspended/i,
  /GPU will not respond to more commands/i,
  /CUDA failure (4|46|77|214|700|702|709|71\d|999):/,
  /an illegal memory access was encountered|unspecified launch failure|uncorrectable ECC error|driver shutting down/i,
];

export function isDeviceLost(message: string): boolean {
  return LOST.some((words) => words.test(message));
}

/** @param said what stopped and what the runtime says, as a sentence; what to do follows from the kind, and is said by who knows the run */
export function runtimeFailure(said: string, error: unknown): SmearlabError {
  // A device that goes because its memory is full is both; what helps is what helps against full memory.
  if (isOutOfMemory(error)) return new SmearlabError('out-of-memory', said, { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  if (isDeviceLost(message)) return new SmearlabError('device-lost', said, { cause: error });
  return new SmearlabError('engine', `${said} Report this with the log.`, { cause: error });
}
