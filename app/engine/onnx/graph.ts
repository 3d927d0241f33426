/** Builds an ONNX graph in which every shape is known while it is built. */
import {
  type AttributeMessage,
  ELEMENT_TYPES,
  type ElementType,
  encodeModel,
  type NodeMessage,
  type TensorMessage,
  type ValueInfoMessage,
} from './protobuf.ts';

/** What a graph is built for: which operations there are beyond the standard ones. */
export type Target = {
  /** Whether ONNX Runtime's fused operations may be used, and ways that only its processor kernels take well (fused.ts). */
  readonly fused: boolean;
  /** Channels in a block of the processor's blocked convolutions, where there are any. */
  readonly block?: number | undefined;
};

/** Any processor. */
export const PROCESSOR: Target = { fused: true };

/** Any device at all: nothing but standard operations, and of those what every provider computes rightly. */
export const PORTABLE: Target = { fused: false };

/** One tensor of the graph, named and of known shape. */
export type Value = { readonly name: string; readonly shape: readonly number[]; readonly type: ElementType };

/** A float attribute, or a list of floats; plain numbers are written as integers. */
export type FloatAttribute = { readonly float: number } | { readonly floats: readonly number[] };
export type Attributes = Readonly<Record<string, number | string | readonly number[] | FloatAttribute>>;

/** Operators that ONNX Runtime adds to the standard ones. */
export const MICROSOFT = 'com.microsoft';

/** ONNX Runtime's internal operators over blocks of channels; not every processor and build has them (blockSize.ts). */
export const BLOCKED = 'com.microsoft.nchwc';

const OPSET = 18;
const IR_VERSION = 9;

export class Graph {
  readonly #nodes: NodeMessage[] = [];
  readonly #initializers: TensorMessage[] = [];
  readonly #inputs: Value[] = [];
  readonly #outputs: Value[] = [];
  readonly #computed = new Set<Value>();
  readonly #shared = new Map<string, Value>();
  readonly #domains = new Set(['', MICROSOFT]);
  #names = 0;

  readonly target: Target;

  constructor(target: Target = PROCESSOR) {
    this.target = target;
  }

  /** A tensor fed at each run. */
  input(name: string, shape: readonly number[]): Value {
    const value: Value = { name, shape, type: 'float32' };
    this.#inputs.push(value);
    return value;
  }

  /** Makes a value readable after a run and returns the one to read: a copy where the value is an input or already read. */
  output(value: Value): Value {
    const own = this.#computed.has(value) && !this.#outputs.includes(value);
    const readable = own ? value : this.node('Identity', [value], value.shape);
    this.#outputs.push(readable);
    return readable;
  }

  /** A constant tensor baked into the graph. */
  constant(data: Float32Array | BigInt64Array, shape: readonly number[]): Value {
    const type = data instanceof Float32Array ? 'float32' : 'int64';
    const value: Value = { name: this.#fresh('constant'), shape, type };
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.#initializers.push({ name: value.name, dims: shape, dataType: ELEMENT_TYPES[type], rawData });
    return value;
  }

  /** A value made once for all its uses; the key must say all that it depends on. */
  shared(key: string, make: () => Value): Value {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#shared.set(key, made);
    return made;
  }

  scalar(number: number): Value {
    return this.shared(`scalar ${number}`, () => this.constant(new Float32Array([number]), []));
  }

  integers(...numbers: readonly number[]): Value {
    return this.shared(`integers ${numbers.join()}`, () => this.constant(BigInt64Array.from(numbers, BigInt), [numbers.length]));
  }

  /** One operation with one output of the given shape; null stands for an optional input left out. */
  node(
    operation: string,
    inputs: readonly (Value | null)[],
    shape: readonly number[],
    attributes: Attributes = {},
    options: { readonly type?: ElementType; readonly domain?: string } = {},
  ): Value {
    const value: Value = { name: this.#fresh(operation), shape, type: options.type ?? 'float32' };
    this.#nodes.push({
      input: inputs.map((input) => input?.name ?? ''),
      output: [value.name],
      name: `node ${value.name}`,
      opType: operation,
      attribute: Object.entries(attributes).map(([name, content]) => attributeMessage(name, content)),
      domain: options.domain ?? '',
    });
    this.#computed.add(value);
    this.#domains.add(options.domain ?? '');
    return value;
  }

  /** The graph as the bytes of an .onnx file. */
  encode(): Uint8Array {
    return encodeModel({
      irVersion: IR_VERSION,
      producerName: 'smearlab',
      opsetImport: [...this.#domains].map((domain) => ({ domain, version: domain === '' ? OPSET : 1 })),
      graph: {
        name: 'smearlab',
        node: this.#nodes,
        initializer: this.#initializers,
        input: this.#inputs.map(valueInfo),
        output: this.#outputs.map(valueInfo),
      },
    });
  }

  #fresh(stem: string): string {
    return `${stem} ${this.#names++}`;
  }
}

/** A whole number, a string, a list of whole numbers, a float or a list of floats as an operation's attribute. */
export function attributeMessage(name: string, content: Attributes[string]): AttributeMessage {
  if (typeof content === 'number') return { name, type: 2, i: content };
  if (typeof content === 'string') return { name, type: 3, s: new TextEncoder().encode(content) };
  if ('float' in content) return { name, type: 1, f: content.float };
  if ('floats' in content) return { name, type: 6, floats: content.floats };
  return { name, type: 7, ints: content };
}

function valueInfo(value: Value): ValueInfoMessage {
  const dim = value.shape.map((dimValue) => ({ dimValue }));
  return { name: value.name, type: { tensorType: { elemType: ELEMENT_TYPES[value.type], shape: { dim } } } };
}
