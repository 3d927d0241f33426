/** The devices a network can be trained on, and how each opens. */
import type { Device } from '../contract/device.ts';
import type { Engine } from './engine.ts';
import { openOnnxEngine } from './onnx/engine.ts';
import { openTensorflowEngine } from './tensorflow/openTensorflowEngine.ts';

export type DeviceOptions = { readonly threads: number };

const OPEN: Readonly<Record<Device, (options: DeviceOptions) => Promise<Engine>>> = {
  cpu: ({ threads }) => openOnnxEngine({ threads }),
  webgpu: ({ threads }) => openOnnxEngine({ threads, device: 'webgpu' }),
  directml: ({ threads }) => openOnnxEngine({ threads, device: 'directml' }),
  cuda: ({ threads }) => openOnnxEngine({ threads, device: 'cuda' }),
  tensorflow: () => openTensorflowEngine(),
};

/**
 * Loads the device's driver into this process, which a faulty one may take down: a process that must not end asks another to do it.
 * @throws SmearlabError `engine` when it does not open, saying in one sentence why and what to do
 */
export function openDevice(device: Device, options: DeviceOptions): Promise<Engine> {
  return OPEN[device](options);
}
