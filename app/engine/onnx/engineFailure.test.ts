import { describe, expect, it } from 'vitest';
import { engineFailure } from './engineFailure.ts';

/** As ONNX Runtime 1.30 threw it on Linux with too little memory. */
const REFUSED =
  "Non-zero status code returned while running ReorderOutput node. Name:'node ReorderOutput 6' Status Message: /onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:360 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*) Failed to allocate memory for requested buffer of size 150994944\n";

describe('what ONNX Runtime throws', () => {
  it('when memory runs out is said shortly, and kept whole as the cause', () => {
    const cause = new Error(REFUSED);
    expect(engineFailure('Training wbc stopped', cause)).toMatchObject({
      kind: 'out-of-memory',
      message: 'Training wbc stopped: ONNX Runtime says "Failed to allocate memory for requested buffer of size 150994944".',
      cause,
    });
  });

  it.each([
    'CUDA failure 2: out of memory ; GPU=0 ; hostname=lab ; expr=cudaMalloc((void**)&p, size);',
    'DmlCommandRecorder.cpp(371) 887A0005 The GPU device instance has been suspended. Reason: E_OUTOFMEMORY',
  ])('is memory that ran out where a device says so: %s', (message) => {
    expect(engineFailure('Training wbc stopped', new Error(message)).kind).toBe('out-of-memory');
  });

  it.each([
    'WebGPU device lost (2): Device was destroyed.',
    "Non-zero status code returned while running Div node. Name:'Div' Status Message: Failed to create a WebGPU compute pipeline: A valid external Instance reference no longer exists.",
    'vkQueueSubmit failed with VK_ERROR_DEVICE_LOST',
    'ExecutionProvider.cpp(962)\\onnxruntime.dll!00007FFABA30B0B1: (caller: 00007FFABA30B740) Exception(3) tid(5a68) 887A0005 The GPU device instance has been suspended. Use GetDeviceRemovedReason to determine the appropriate action.',
    'DmlGraphFusionHelper.cpp(1078) ... 887A0006 The GPU will not respond to more commands, most likely because of an invalid command passed by the calling application.',
    'DXGI_ERROR_DEVICE_REMOVED',
    'DXGI_ERROR_DEVICE_HUNG',
    'DXGI_ERROR_DEVICE_RESET',
    'CUDA failure 700: an illegal memory access was encountered ; GPU=0 ; hostname=lab ; expr=cudaStreamSynchronize(static_cast<cudaStream_t>(stream_));',
    'CUDA failure 719: unspecified launch failure ; GPU=0 ; hostname=lab ; expr=cudaMemcpyAsync(dst_data, src_data, bytes, cudaMemcpyDeviceToHost);',
    'CUDA failure 214: uncorrectable ECC error encountered ; GPU=0',
    'CUDA failure 4: driver shutting down ; GPU=32767 ; hostname=lab ; expr=cudaEventSynchronize(e);',
  ])('is a lost device: %s', (message) => {
    const failure = engineFailure('Training wbc stopped', new Error(message));
    expect(failure).toMatchObject({ kind: 'device-lost', message: expect.stringMatching(/^Training wbc stopped: ONNX Runtime says/) });
  });

  it.each([
    ['an unknown operator', new Error('com.microsoft.nchwc:ReorderInput(-1) is not a registered function/op')],
    ['a wrong shape', new Error('Got invalid dimensions for input: images for the following indices index: 0 Got: 4 Expected: 8')],
    ['a CUDA library that is missing', new Error('CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version')],
    ['a text', 'odd'],
    ['nothing', undefined],
  ])('is ours to look into for %s', (_, error) => {
    expect(engineFailure('Training wbc stopped', error)).toMatchObject({ kind: 'engine', message: expect.stringContaining('Report this') });
  });
});
