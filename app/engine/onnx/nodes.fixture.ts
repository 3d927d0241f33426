/** For tests: finds the operations of a graph that a device computes differently from the processor, node by node. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { randomFor } from '../../random/random.ts';
import { elements } from '../shapes.ts';
import { ELEMENT_TYPES, modelType } from './protobuf.ts';
import { providerConfig } from './session.ts';

/** What is not named here is kept, so that a model can be written again. */
const dimSchema = z.object({ dimValue: z.number().default(0) });
const shapeSchema = z.object({ dim: z.array(dimSchema).default([]) }).default({ dim: [] });
const inputSchema = z.looseObject({ name: z.string(), type: z.looseObject({ tensorType: z.looseObject({ shape: shapeSchema }) }) });
const nodeSchema = z.looseObject({
  opType: z.string(),
  domain: z.string().default(''),
  input: z.array(z.string()).default([]),
  output: z.tuple([z.string()]),
});
const modelSchema = z.looseObject({
  graph: z.looseObject({
    node: z.array(nodeSchema),
    input: z.array(inputSchema),
    output: z.array(z.looseObject({ name: z.string() })),
  }),
});
type Model = z.infer<typeof modelSchema>;
type Node = z.infer<typeof nodeSchema>;

/** An operation whose inputs are the processor's and whose output is not. */
export type Deviation = { readonly operation: string; readonly shape: readonly number[]; readonly error: number };

export type Comparison = { readonly compared: number; readonly found: readonly Deviation[] };

/** Of single precision, for one operation over a few thousand numbers. */
const CLOSE = 1e-4;
const CANCELLED = 1e-2;

/**
 * Every operation of the graph, on the device, from the inputs that the processor computes it from, starting from random numbers. Each
 * starts from the processor's, lest a last digit that differs falls to the other side of a later comparison.
 */
export async function deviations(
  encoded: Uint8Array,
  provider: InferenceSession.ExecutionProviderConfig = providerConfig('webgpu'),
): Promise<Comparison> {
  const model = modelSchema.parse(modelType.toObject(modelType.decode(encoded), { longs: Number }));
  const { node: nodes, input: inputs } = model.graph;
  const feeds = randomFeeds(inputs);
  const wanted = { ...feeds, ...(await allValues(withEveryOutput(model), 'cpu', feeds)) };
  const given = await allValues(withEveryInput(model, wanted), provider, wanted);
  const found = nodes.flatMap(({ opType, domain, input, output: [name] }): readonly Deviation[] => {
    // What adds up to nearly nothing is measured against what was added up.
    const least = CANCELLED * Math.max(...input.flatMap((value) => (value in wanted ? [norm(numbersIn(wanted, value))] : [])), 1e-12);
    const error = distance(numbersIn(given, again(name)), numbersIn(wanted, name)) / Math.max(norm(numbersIn(wanted, name)), least);
    return error < CLOSE ? [] : [{ operation: domain === '' ? opType : `${domain}.${opType}`, shape: wanted[name]?.dims ?? [], error }];
  });
  return { compared: nodes.length, found };
}

function randomFeeds(inputs: Model['graph']['input']): Record<string, Tensor> {
  const random = randomFor(17, 'node by node');
  const tensors = inputs.map(({ name, type }) => {
    const shape = type.tensorType.shape.dim.map(({ dimValue }) => dimValue);
    const numbers = Float32Array.from({ length: elements(shape) }, () => random.uniform(0.1, 1));
    return [name, new Tensor('float32', numbers, shape)] as const;
  });
  return Object.fromEntries(tensors);
}

function withEveryOutput({ graph, ...model }: Model): Uint8Array {
  const output = graph.node.map((node) => ({ name: node.output[0], type: { tensorType: { elemType: typeOf(node) } } }));
  return encode({ ...model, graph: { ...graph, output } });
}

/** What an operation takes from another is an input of the graph instead; what it gives is called otherwise. */
function withEveryInput({ graph, ...model }: Model, values: Readonly<Record<string, Tensor>>): Uint8Array {
  const taken = new Set(graph.node.flatMap(({ input }) => input));
  const between = graph.node.flatMap((node) => {
    const [name] = node.output;
    if (!taken.has(name)) return [];
    const dim = (values[name]?.dims ?? []).map((dimValue) => ({ dimValue }));
    return [{ name, type: { tensorType: { elemType: typeOf(node), shape: { dim } } } }];
  });
  const node = graph.node.map((each) => ({ ...each, output: [again(each.output[0])] }));
  const output = graph.node.map((each) => ({ name: again(each.output[0]), type: { tensorType: { elemType: typeOf(each) } } }));
  return encode({ ...model, graph: { ...graph, node, input: [...graph.input, ...between], output } });
}

function again(name: string): string {
  return `${name} again`;
}

function typeOf({ opType }: Node): number {
  return ELEMENT_TYPES[opType === 'Greater' || opType === 'Equal' ? 'bool' : 'float32'];
}

function encode(model: Record<string, unknown>): Uint8Array {
  return modelType.encode(modelType.fromObject(model)).finish();
}

/** Without the runtime's own optimisations: each node as it stands. */
async function allValues(
  model: Uint8Array,
  provider: InferenceSession.ExecutionProviderConfig,
  feeds: Record<string, Tensor>,
): Promise<InferenceSession.ReturnType> {
  const options = { executionProviders: [provider], graphOptimizationLevel: 'disabled', logSeverityLevel: 3 } as const;
  const session = await InferenceSession.create(model, options);
  try {
    return await session.run(Object.fromEntries(Object.entries(feeds).filter(([name]) => session.inputNames.includes(name))));
  } finally {
    await session.release();
  }
}

function numbersIn(values: InferenceSession.ReturnType, name: string): ArrayLike<number> {
  const data = values[name]?.data;
  if (data instanceof Float32Array || data instanceof Uint8Array) return data;
  throw new TypeError(`${name} was not computed as numbers.`);
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < b.length; i++) squares += ((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN)) ** 2;
  return Math.sqrt(squares);
}

function norm(values: ArrayLike<number>): number {
  return distance(values, new Float32Array(values.length));
}
