/** For tests: finds the operations of a graph that a device computes differently from the processor, node by node. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { randomFor } from '../../random/random.ts';
import { elements } from '../shapes.ts';
import { ELEMENT_TYPES, modelType } from './protobuf.ts';
import { providerConfig } from './session.ts';

const dimSchema = z.object({ dimValue: z.number().default(0) });
const shapeSchema = z.object({ dim: z.array(dimSchema).default([]) }).default({ dim: [] });
const inputSchema = z.object({ name: z.string(), type: z.object({ tensorType: z.object({ shape: shapeSchema }) }) });
const nodeSchema = z.object({
  opType: z.string(),
  domain: z.string().default(''),
  input: z.array(z.string()).default([]),
  output: z.tuple([z.string()]),
});
const modelSchema = z.object({
  graph: z.object({ node: z.array(nodeSchema), input: z.array(inputSchema), output: z.array(z.object({ name: z.string() })) }),
});

/** An operation whose inputs are the processor's and whose output is not. */
export type Deviation = { readonly operation: string; readonly shape: readonly number[]; readonly error: number };

export type Comparison = { readonly compared: number; readonly found: readonly Deviation[] };

/** Of single precision, for one operation over a few thousand numbers. */
const CLOSE = 1e-4;
const CANCELLED = 1e-2;

/** Every value that the graph computes from random numbers, on the processor and on the device. */
export async function deviations(
  model: Uint8Array,
  provider: InferenceSession.ExecutionProviderConfig = providerConfig('webgpu'),
): Promise<Comparison> {
  const { graph } = modelSchema.parse(modelType.toObject(modelType.decode(model), { longs: Number }));
  const random = randomFor(17, 'node by node');
  const feeds = Object.fromEntries(
    graph.input.map(({ name, type }) => {
      const shape = type.tensorType.shape.dim.map(({ dimValue }) => dimValue);
      return [
        name,
        new Tensor(
          'float32',
          Float32Array.from({ length: elements(shape) }, () => random.uniform(0.1, 1)),
          shape,
        ),
      ];
    }),
  );
  const exposed = withOutputs(
    model,
    graph.node.filter(({ output: [name] }) => !graph.output.some((output) => output.name === name)),
  );
  const [wanted, given] = [await allValues(exposed, 'cpu', feeds), await allValues(exposed, provider, feeds)];
  const wrong = new Set<string>();
  const found: Deviation[] = [];
  for (const { opType, domain, input, output } of graph.node) {
    const [name] = output;
    // What adds up to nearly nothing is measured against what was added up.
    const least = CANCELLED * Math.max(...input.flatMap((value) => (value in wanted ? [norm(numbersIn(wanted, value))] : [])), 1e-12);
    const error = distance(numbersIn(given, name), numbersIn(wanted, name)) / Math.max(norm(numbersIn(wanted, name)), least);
    if (error < CLOSE) continue;
    wrong.add(name);
    if (input.some((value) => wrong.has(value))) continue;
    found.push({ operation: domain === '' ? opType : `${domain}.${opType}`, shape: wanted[name]?.dims ?? [], error });
  }
  return { compared: graph.node.length, found };
}

/** Protobuf messages that are written one after the other are read as one, their lists joined. */
function withOutputs(model: Uint8Array, nodes: readonly z.infer<typeof nodeSchema>[]): Uint8Array {
  const output = nodes.map(({ opType, output: [name] }) => {
    const elemType = ELEMENT_TYPES[opType === 'Greater' || opType === 'Equal' ? 'bool' : 'float32'];
    return { name, type: { tensorType: { elemType } } };
  });
  return Buffer.concat([model, modelType.encode(modelType.fromObject({ graph: { output } })).finish()]);
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
    return await session.run(feeds);
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
