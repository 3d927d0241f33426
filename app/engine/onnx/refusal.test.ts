import { describe, expect, it } from 'vitest';
import { type Refusal, whyRefused } from './refusal.ts';

/** What ONNX Runtime 1.30 said when it refused each device on a Linux computer without a graphics card. */
const SAID = {
  webgpu:
    '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 onnxruntime::webgpu::WebGpuContext::Initialize(const onnxruntime::webgpu::WebGpuContextConfig&)::<lambda()> adapter_result.status == wgpu::RequestAdapterStatus::Success was false. Failed to get a WebGPU adapter: No supported adapters\n',
  directml: 'no available backend found. ERR: [dml] backend not found.',
  cuda: 'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library',
};

function refusal(device: Refusal['device'], more: Partial<Refusal> = {}): Refusal {
  return { device, platform: 'linux', arch: 'x64', isInBuild: true, hasCudaFiles: false, message: SAID[device], ...more };
}

describe('why a device does not open', () => {
  it.each([
    ['no graphics card on Linux', refusal('webgpu'), 'found no graphics card', 'Vulkan'],
    ['no graphics card on Windows', refusal('webgpu', { platform: 'win32' }), 'found no graphics card', 'Direct3D 12'],
    ['no graphics card on macOS', refusal('webgpu', { platform: 'darwin', arch: 'arm64' }), 'found no graphics card', 'Metal'],
    [
      'a build without WebGPU',
      refusal('webgpu', { arch: 'arm64', isInBuild: false, message: SAID.directml }),
      'Linux on arm64',
      'use the cpu',
    ],
    ['something else', refusal('webgpu', { message: 'Requested limits are too high' }), 'could not open the graphics card', 'Vulkan'],
    ['a system nobody tried', refusal('webgpu', { platform: 'freebsd', isInBuild: false }), 'freebsd on x64', 'use the cpu'],
    ['Linux', refusal('directml', { isInBuild: false }), 'part of Windows', 'webgpu'],
    ['macOS', refusal('directml', { platform: 'darwin', isInBuild: false }), 'macOS', 'webgpu'],
    ['no card', refusal('directml', { platform: 'win32', message: 'No DXGI adapters' }), 'could not open a graphics card', 'driver'],
    ['a broken build', refusal('directml', { platform: 'win32', isInBuild: false }), 'has no DirectML', 'install Smearlab anew'],
    ['missing files', refusal('cuda'), 'not installed', 'npm run cuda'],
    ['missing libraries', refusal('cuda', { hasCudaFiles: true }), 'could not be loaded', 'cuDNN 9'],
    ['Windows', refusal('cuda', { platform: 'win32', isInBuild: false }), 'Windows on x64', 'webgpu'],
    ['another processor', refusal('cuda', { arch: 'arm64', isInBuild: false }), 'Linux on arm64', 'webgpu'],
  ])('is said with what to do: %s', (_, refused, what, advice) => {
    const sentence = whyRefused(refused);
    expect(sentence).toContain(what);
    expect(sentence).toContain(advice);
  });

  it.each(
    (['webgpu', 'directml', 'cuda'] as const).flatMap((device) => [
      refusal(device),
      refusal(device, { message: '' }),
      refusal(device, { message: 'terminate called\n  at 0xdeadbeef' }),
      refusal(device, { platform: 'aix', arch: 'ppc64', isInBuild: false }),
    ]),
  )('is one sentence without the words of the runtime ($device, $platform)', (refused) => {
    const sentence = whyRefused(refused);
    expect(sentence).toMatch(/^[A-Z][^\n]*[^.\n]\.$/);
    expect(sentence).not.toMatch(/\. [A-Z]|0x|::|onnxruntime_src|Failed/);
    expect(sentence).toContain('cpu');
  });
});
