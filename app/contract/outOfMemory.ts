/** Whether something thrown or said means that memory ran out: each layer below says it in words of its own. Pure. */
import { errorCode } from './errorCode.ts';

const CODES = new Set(['ENOMEM', 'ERR_WORKER_OUT_OF_MEMORY', 'ERR_MEMORY_ALLOCATION_FAILED']);

/**
 * Seen here, with less and less memory (Node 24, ONNX Runtime 1.30, Linux): V8's "Array buffer allocation failed", "Fatal process out of
 * memory", "JavaScript heap out of memory" and "WebAssembly.Memory(): could not allocate memory"; ONNX Runtime's "Failed to allocate memory for requested buffer of size …"; "std::bad_alloc"
 * and its mangled "St9bad_alloc" where nobody catches it; the loader's "failed to map segment from shared object".
 * From ONNX Runtime's sources and issues: "BFC Arena ran out of memory", "CUDA failure 2: out of memory", "CUBLAS_STATUS_ALLOC_FAILED" and
 * its kind, DirectML's 8007000E "Not enough memory resources are available"; from Vulkan's header (WebGPU): VK_ERROR_OUT_OF_DEVICE_MEMORY;
 * TensorFlow's "OOM when allocating tensor" and RESOURCE_EXHAUSTED, JavaScript's "Invalid typed array length: <more than there can be>" of its own backend;
 * from libvips' sources: "out of memory --- size == …MB".
 */
const WORDS = [
  /out of memory/i,
  /allocation failed/i,
  /failed to allocate/i,
  /bad_alloc/,
  /(cannot|could not) allocate memory/i,
  /failed to map segment from shared object/i,
  /_ALLOC_FAILED\b/,
  /not enough memory/i,
  /\bE_OUTOFMEMORY\b/,
  /8007000E/i,
  /OUT_OF_(DEVICE|HOST)_MEMORY/,
  /\bOOM\b/,
  /resource[ _]?exhausted/i,
  /invalid typed array length: \d{10,}/i,
];

/** @param said an error, or text such as the last words of a process */
export function isOutOfMemory(said: unknown): boolean {
  if (CODES.has(errorCode(said) ?? '')) return true;
  const text = said instanceof Error ? said.message : typeof said === 'string' ? said : '';
  return WORDS.some((words) => words.test(text));
}
