/** Layers as standard ONNX operations that take any number of images: a tensor on its way is the name of a value of the graph. */
import { type Attributes, attributeMessage } from '../../engine/onnx/graph.ts';
import { ELEMENT_TYPES, type NodeMessage, type TensorMessage } from '../../engine/onnx/protobuf.ts';
import type { LayerWriter, NormTensors, Of } from '../layerWriter.ts';
import type { Tensor } from '../tensors.ts';

export class OnnxWriter implements LayerWriter<string> {
  readonly #nodes: NodeMessage[] = [];
  readonly #initializers = new Map<string, TensorMessage>();
  readonly #names = new Set<string>();

  get nodes(): readonly NodeMessage[] {
    return this.#nodes;
  }

  get initializers(): readonly TensorMessage[] {
    return [...this.#initializers.values()];
  }

  conv(x: string, layer: Of<'conv'>, weight: Tensor, bias: Tensor | null): string {
    const inputs = [x, this.#tensor(weight), ...(bias === null ? [] : [this.#tensor(bias)])];
    return this.#node('Conv', layer.name, inputs, windowOf(layer));
  }

  convTranspose(x: string, layer: Of<'convTranspose'>, weight: Tensor, bias: Tensor): string {
    const inputs = [x, this.#tensor(weight), this.#tensor(bias)];
    return this.#node('ConvTranspose', layer.name, inputs, windowOf({ ...layer, padding: 0 }));
  }

  linear(x: string, layer: Of<'linear'>, weight: Tensor, bias: Tensor): string {
    return this.#node('Gemm', layer.name, [x, this.#tensor(weight), this.#tensor(bias)], { transB: 1 });
  }

  batchNorm(x: string, layer: Of<'batchNorm'>, { weight, bias, mean, variance }: NormTensors): string {
    const inputs = [x, ...[weight, bias, mean, variance].map((tensor) => this.#tensor(tensor))];
    return this.#node('BatchNormalization', layer.name, inputs, { epsilon: { float: layer.epsilon } });
  }

  normalise(x: string, { mean, deviation }: Of<'normalise'>): string {
    const perChannel = (name: string, numbers: readonly number[]) =>
      this.#tensor({
        name: `normalise.${name}.${numbers.join('.')}`,
        shape: [1, numbers.length, 1, 1],
        values: Float32Array.from(numbers),
      });
    return this.#node('Div', 'normalise', [this.#node('Sub', 'centre', [x, perChannel('mean', mean)]), perChannel('deviation', deviation)]);
  }

  relu(x: string): string {
    return this.#node('Relu', 'relu', [x]);
  }

  sigmoid(x: string): string {
    return this.#node('Sigmoid', 'sigmoid', [x]);
  }

  /** The standard's padding never wins a maximum. */
  maxPool(x: string, layer: Of<'maxPool'>): string {
    return this.#node('MaxPool', 'max_pool', [x], windowOf(layer));
  }

  globalAveragePool(x: string): string {
    return this.flatten(this.#node('GlobalAveragePool', 'global_average_pool', [x]));
  }

  flatten(x: string): string {
    return this.#node('Flatten', 'flatten', [x], { axis: 1 });
  }

  upsample(x: string, { factor }: Of<'upsample'>): string {
    const scales = this.#tensor({ name: `upsample.scales.${factor}`, shape: [4], values: Float32Array.of(1, 1, factor, factor) });
    return this.#node('Resize', 'upsample', [x, '', scales], { mode: 'linear', coordinate_transformation_mode: 'half_pixel' });
  }

  sum(a: string, b: string): string {
    return this.#node('Add', 'add', [a, b]);
  }

  weightedSum(branches: readonly { readonly weight: number; readonly x: string }[]): string {
    return branches
      .map(({ weight, x }) => {
        const factor = this.#tensor({ name: `branch.weight.${weight}`, shape: [], values: Float32Array.of(weight) });
        return this.#node('Mul', 'branch', [x, factor]);
      })
      .reduce((total, x) => this.sum(total, x));
  }

  /** [batch, class] logits → probabilities */
  softmax(x: string): string {
    return this.#node('Softmax', 'softmax', [x], { axis: 1 });
  }

  #node(opType: string, stem: string, input: readonly string[], attributes: Attributes = {}): string {
    const name = this.#fresh(stem);
    const output = `${name}.output`;
    const attribute = Object.entries(attributes).map(([key, content]) => attributeMessage(key, content));
    this.#nodes.push({ opType, name, input, output: [output], attribute, domain: '' });
    return output;
  }

  /** Written once however often it is used. */
  #tensor({ name, shape, values }: Tensor): string {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    if (!this.#initializers.has(name)) this.#initializers.set(name, { name, dims: shape, dataType: ELEMENT_TYPES.float32, rawData });
    return name;
  }

  /** The stem itself for its first use, then with a number behind it. */
  #fresh(stem: string): string {
    let name = stem;
    for (let count = 2; this.#names.has(name); count++) name = `${stem}_${count}`;
    this.#names.add(name);
    return name;
  }
}

function windowOf({ kernel, stride, padding }: { readonly kernel: number; readonly stride: number; readonly padding: number }): Attributes {
  return { kernel_shape: [kernel, kernel], strides: [stride, stride], pads: [padding, padding, padding, padding] };
}
