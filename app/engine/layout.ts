/** Where each parameter and statistic of a network lies in its flat vectors, under the names PyTorch would give it. */
import { SmearlabError } from '../contract/failure.ts';
import type { Layer, Layout, LayoutEntry, NetworkDescription } from './description.ts';
import { elements } from './shapes.ts';

export { outputShape } from './shapes.ts';

type NamedShape = { readonly name: string; readonly shape: readonly number[] };

/** [begin, end) inside a flat vector. */
export type Range = readonly [begin: number, end: number];

/** Full name of a layer inside the parts and residual blocks around it. */
export function nameWithin(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}.${name}`;
}

/**
 * Layout of the trainable parameters, in the order of the description (weight before bias, body before shortcut).
 * Linear weights are [out, in], convolutions [out, in, k, k], transposed convolutions [in, out, k, k].
 * A name that occurs twice is one parameter used twice. Throws when its shapes differ.
 */
export function parameterLayout(network: NetworkDescription): Layout {
  return layoutOf(network, parametersOf);
}

/** Layout of the batch norms' running statistics: `bn1.running_mean`, `bn1.running_var`. */
export function statisticsLayout(network: NetworkDescription): Layout {
  return layoutOf(network, statisticsOf);
}

/** How many numbers a network learns; shared parameters count once. */
export function parameterCount(network: NetworkDescription): number {
  return parameterLayout(network).size;
}

/** The ranges of the flat parameter vector that are trained, neighbours joined. */
export function trainedRanges(layout: Layout, trainable: (parameter: string) => boolean): readonly Range[] {
  const ranges: Range[] = [];
  for (const { name, offset, size } of layout.entries) {
    if (!trainable(name)) continue;
    const last = ranges.at(-1);
    if (last?.[1] === offset) ranges[ranges.length - 1] = [last[0], offset + size];
    else ranges.push([offset, offset + size]);
  }
  return ranges;
}

/** The part of a flat vector that an entry names, as a view (no copy). */
export function entryOf(vector: Float32Array, entry: LayoutEntry): Float32Array {
  return vector.subarray(entry.offset, entry.offset + entry.size);
}

function layoutOf(network: NetworkDescription, tensorsOf: (layer: Layer, prefix: string) => readonly NamedShape[]): Layout {
  const entries = new Map<string, LayoutEntry>();
  let size = 0;
  for (const { name, shape } of tensorsIn(network.layers, '', tensorsOf)) {
    const known = entries.get(name);
    if (known === undefined) {
      const entry = { name, shape, offset: size, size: elements(shape) };
      entries.set(name, entry);
      size += entry.size;
    } else if (known.shape.join() !== shape.join()) {
      throw new SmearlabError(
        'internal',
        `${network.name}: the parameter ${name} is described twice, as ${known.shape.join(' × ')} and as ${shape.join(' × ')}. Give its layers names of their own.`,
      );
    }
  }
  return { entries: [...entries.values()], size };
}

function* tensorsIn(
  layers: readonly Layer[],
  prefix: string,
  tensorsOf: (layer: Layer, prefix: string) => readonly NamedShape[],
): Generator<NamedShape> {
  for (const layer of layers) {
    switch (layer.kind) {
      case 'residual':
        yield* tensorsIn([...layer.body, ...layer.shortcut], nameWithin(prefix, layer.name), tensorsOf);
        break;
      case 'part':
        yield* tensorsIn(layer.layers, nameWithin(prefix, layer.name), tensorsOf);
        break;
      case 'weightedSum':
        for (const branch of layer.branches) yield* tensorsIn(branch.layers, prefix, tensorsOf);
        break;
      default:
        yield* tensorsOf(layer, prefix);
    }
  }
}

function parametersOf(layer: Layer, prefix: string): readonly NamedShape[] {
  switch (layer.kind) {
    case 'conv': {
      const name = nameWithin(prefix, layer.name);
      const weight = { name: `${name}.weight`, shape: [layer.outputs, layer.inputs, layer.kernel, layer.kernel] };
      return layer.bias ? [weight, { name: `${name}.bias`, shape: [layer.outputs] }] : [weight];
    }
    case 'convTranspose':
      return weightAndBias(nameWithin(prefix, layer.name), [layer.inputs, layer.outputs, layer.kernel, layer.kernel], layer.outputs);
    case 'linear':
      return weightAndBias(nameWithin(prefix, layer.name), [layer.outputs, layer.inputs], layer.outputs);
    case 'batchNorm':
      return weightAndBias(nameWithin(prefix, layer.name), [layer.channels], layer.channels);
    default:
      return [];
  }
}

function weightAndBias(name: string, weight: readonly number[], outputs: number): readonly NamedShape[] {
  return [
    { name: `${name}.weight`, shape: weight },
    { name: `${name}.bias`, shape: [outputs] },
  ];
}

function statisticsOf(layer: Layer, prefix: string): readonly NamedShape[] {
  if (layer.kind !== 'batchNorm') return [];
  const name = nameWithin(prefix, layer.name);
  return [
    { name: `${name}.running_mean`, shape: [layer.channels] },
    { name: `${name}.running_var`, shape: [layer.channels] },
  ];
}
