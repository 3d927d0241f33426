/** Why ONNX Runtime does not open a device, as one sentence for the person who wants to use it. Pure. */
import type { Device } from '../../contract/device.ts';

/** Every device of ONNX Runtime but the processor, which opens everywhere. */
export type Accelerator = Exclude<Device, 'cpu' | 'tensorflow'>;

/** What is known when a device was refused. */
export type Refusal = {
  readonly device: Accelerator;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Whether this build of ONNX Runtime knows the device at all. */
  readonly isInBuild: boolean;
  /** Whether the files lie there that CUDA needs beside the build. */
  readonly hasCudaFiles: boolean;
  /** What the runtime said. */
  readonly message: string;
};

export function whyRefused(refusal: Refusal): string {
  switch (refusal.device) {
    case 'webgpu':
      return whyNotWebgpu(refusal);
    case 'directml':
      return whyNotDirectml(refusal);
    case 'cuda':
      return whyNotCuda(refusal);
  }
}

function whyNotWebgpu({ platform, arch, isInBuild, message }: Refusal): string {
  if (!isInBuild) return `ONNX Runtime has no WebGPU for ${systemName(platform)} on ${arch}: use the cpu.`;
  if (/adapter/i.test(message))
    return `WebGPU found no graphics card: ${DRIVERS[platform] ?? 'install its current driver'}, or use the cpu.`;
  return `WebGPU could not open the graphics card: ${DRIVERS[platform] ?? 'install its current driver'}, or use the cpu.`;
}

/** What WebGPU needs on each system. */
const DRIVERS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: "install the card's Vulkan driver and the package libvulkan1 (vulkan-loader on some systems)",
  win32: "install the card's current driver, with Direct3D 12",
  darwin: 'update macOS, which brings the driver of every card that has Metal',
};

function whyNotDirectml({ platform, isInBuild }: Refusal): string {
  if (platform !== 'win32') return `DirectML is a part of Windows and this is ${systemName(platform)}: use webgpu or the cpu.`;
  if (!isInBuild) return 'This build of ONNX Runtime has no DirectML: install Smearlab anew, or use webgpu or the cpu.';
  return "DirectML could not open a graphics card: install the card's current driver, with Direct3D 12, or use the cpu.";
}

function whyNotCuda({ platform, arch, isInBuild, hasCudaFiles }: Refusal): string {
  if (platform !== 'linux' || arch !== 'x64' || !isInBuild) {
    return `ONNX Runtime's CUDA is for Linux on x64 and this is ${systemName(platform)} on ${arch}: use webgpu or the cpu.`;
  }
  if (!hasCudaFiles) {
    return 'The CUDA files of ONNX Runtime are not installed: npm run cuda downloads them where there is an NVIDIA card, or use webgpu or the cpu.';
  }
  return 'CUDA could not be loaded: it needs an NVIDIA card with its driver, CUDA 12 and cuDNN 9; install what is missing, or use webgpu or the cpu.';
}

function systemName(platform: NodeJS.Platform): string {
  return ({ linux: 'Linux', win32: 'Windows', darwin: 'macOS' } as Partial<Record<NodeJS.Platform, string>>)[platform] ?? platform;
}
