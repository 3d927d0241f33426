/** The WBC ResNet: tells the white-blood-cell classes apart. */
import type { Normalisation } from '../contract/normalisation.ts';
import type { Layer, NetworkDescription } from '../engine/description.ts';
import { requireImageSize } from './imageSize.ts';
import { batchNorm, conv, globalAveragePool, linear, maxPool, normalised, part, relu } from './layers.ts';

/** [3, S, S] → [classes] logits. */
export function wbcResNetLayers(classes: number): readonly Layer[] {
  return [
    conv('conv1', 3, 64, { kernel: 7, stride: 2, padding: 3, bias: false }),
    batchNorm('bn1', 64),
    relu,
    maxPool({ kernel: 3, stride: 2, padding: 1 }),
    part('layer1', [...residualBlock('0', 64, 64, 1), ...residualBlock('1', 64, 64, 1)]),
    part('layer2', [...residualBlock('0', 64, 128, 2), ...residualBlock('1', 128, 128, 1)]),
    globalAveragePool,
    linear('fc', 128, classes),
  ];
}

/** Two 3×3 convolutions beside a shortcut, which is a 1×1 convolution where the shape changes, then ReLU. */
function residualBlock(name: string, inputs: number, outputs: number, stride: number): readonly Layer[] {
  const body = [
    conv('conv1', inputs, outputs, { kernel: 3, stride, padding: 1, bias: false }),
    batchNorm('bn1', outputs),
    relu,
    conv('conv2', outputs, outputs, { kernel: 3, padding: 1, bias: false }),
    batchNorm('bn2', outputs),
  ];
  const changesShape = stride !== 1 || inputs !== outputs;
  const shortcut = changesShape
    ? [part('shortcut', [conv('0', inputs, outputs, { kernel: 1, stride, bias: false }), batchNorm('1', outputs)])]
    : [];
  return [{ kind: 'residual', name, body, shortcut }, relu];
}

/**
 * @param size side of the square image in pixels
 * @throws SmearlabError `image-size`
 */
export function wbcResNet(size: number, classes: number, normalisation?: Normalisation): NetworkDescription {
  requireImageSize('The WBC ResNet', size, { atLeast: 8, multipleOf: 1, because: 'it halves the side three times' });
  return { name: 'wbc', input: [3, size, size], layers: [...normalised(normalisation), ...wbcResNetLayers(classes)] };
}
