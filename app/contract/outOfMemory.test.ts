import { describe, expect, it } from 'vitest';
import { asFailure } from './failure.ts';
import { isOutOfMemory } from './outOfMemory.ts';

const ARENA =
  'onnxruntime/core/framework/bfc_arena.cc:360 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*)';

/** As they were thrown or written, on Linux, with too little memory. */
const SEEN = [
  `Non-zero status code returned while running ReorderOutput node. Name:'node ReorderOutput 6' Status Message: /onnxruntime_src/${ARENA} Failed to allocate memory for requested buffer of size 150994944\n`,
  'Array buffer allocation failed',
  'WebAssembly.Memory(): could not allocate memory',
  'Failed to allocate memory',
  'std::bad_alloc',
  "terminate called after throwing an instance of 'St9bad_alloc'",
  'Worker terminated due to reaching memory limit: JS heap out of memory',
  'FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory',
  '# Fatal process out of memory: Zone',
  '/app/libonnxruntime.so.1: failed to map segment from shared object',
];

/** From sources, headers and issues of what runs on other devices. */
const KNOWN = [
  'CUDA failure 2: out of memory ; GPU=0 ; hostname=lab ; expr=cudaMalloc((void**)&p, size);',
  'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0',
  'BFC Arena ran out of memory trying to allocate 1073741824',
  'ExecutionProvider.cpp(962) Exception(3) tid(5a68) 8007000E Not enough memory resources are available to complete this operation.',
  'vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY',
  'vips_tracked: out of memory --- size == 48MB',
  'spawn ENOMEM: Cannot allocate memory',
];

describe('memory that ran out', () => {
  it.each([...SEEN, ...KNOWN])('is recognised in "%s"', (message) => {
    expect(isOutOfMemory(new Error(message))).toBe(true);
    expect(isOutOfMemory(`before\n${message}\nafter`)).toBe(true);
    expect(asFailure(new RangeError(message)).kind).toBe('out-of-memory');
  });

  it.each(['ENOMEM', 'ERR_WORKER_OUT_OF_MEMORY', 'ERR_MEMORY_ALLOCATION_FAILED'])('is recognised by the code %s', (code) => {
    expect(isOutOfMemory(Object.assign(new Error('odd'), { code }))).toBe(true);
  });

  it.each([
    ['an operator that is not there', new Error('Fatal error: com.microsoft.nchwc:ReorderInput(-1) is not a registered function/op')],
    ['a lost device', new Error('WebGPU device lost (1): A valid external Instance reference no longer exists.')],
    ['an illegal access', new Error('CUDA failure 700: an illegal memory access was encountered')],
    ['a wrong length', new RangeError('Invalid typed array length: -1')],
    ['an array too long', new RangeError('Invalid array length')],
    ['a full disk', Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })],
    ['a file by that name', new Error("ENOENT: no such file, open '/images/memory/allocated.png'")],
    ['an object', { message: 'out of memory' }],
    ['nothing', undefined],
    ['null', null],
    ['an empty text', ''],
  ])('is not seen in %s', (_, said) => {
    expect(isOutOfMemory(said)).toBe(false);
  });
});
