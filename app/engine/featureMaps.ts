/** Where a network last has images of features, and what makes logits of them: a description cut in two there, branch by branch. */
import { SmearlabError } from '../contract/failure.ts';
import type { Layer, NetworkDescription } from './description.ts';
import { nameWithin } from './layout.ts';
import { outputShape, shapeAfterLayers } from './shapes.ts';

/** Layers that end with images of features, and those that follow. A part that is cut in two keeps its name on both sides. */
export type Cut = {
  /** Full name of the layer whose output is looked at, with the batch norm and ReLU that follow it directly. */
  readonly layer: string;
  readonly before: readonly Layer[];
  readonly after: readonly Layer[];
};

/** One branch of a weighted sum; a network without branches is one of weight 1. */
export type CutBranch = {
  /** The parts it leads through, such as `wbc`, or `autoencoder → cam16`; null for a network without branches. */
  readonly branch: string | null;
  readonly weight: number;
  readonly layers: readonly Layer[];
  /** null where a layer was asked for that this branch has not. */
  readonly cut: Cut | null;
};

/**
 * Cuts behind the last convolution or residual block of each branch, before what pools or flattens its output, or behind a layer by name.
 * @throws SmearlabError `wrong-usage` for a network that tells no classes apart, and for a layer that it has not or that gives no images
 */
export function cutAtFeatures(network: NetworkDescription, layer?: string): readonly CutBranch[] {
  if (outputShape(network).length !== 1) {
    throw new SmearlabError('wrong-usage', `The ${network.name} network tells no classes apart, so there is no class to explain.`);
  }
  const branches = branchesOf(network).map((branch) => {
    const cut =
      cutBehind(branch.layers, '', (name, candidate) => (layer === undefined ? makesFeatures(candidate) : name === layer)) ?? null;
    if (cut !== null && shapeAfterLayers(cut.before, network.input, network.name).length !== 3) throw withoutFeatures(network, layer);
    return { ...branch, cut };
  });
  if (branches.every(({ cut }) => cut === null)) throw withoutFeatures(network, layer);
  return branches;
}

function branchesOf({ layers }: NetworkDescription): readonly Omit<CutBranch, 'cut'>[] {
  const [only, ...others] = layers;
  if (only?.kind !== 'weightedSum' || others.length > 0) return [{ branch: null, weight: 1, layers }];
  return only.branches.map((branch) => ({ ...branch, branch: partNames(branch.layers).join(' → ') }));
}

function partNames(layers: readonly Layer[]): string[] {
  return layers.flatMap((layer) => (layer.kind === 'part' ? [layer.name] : []));
}

function makesFeatures({ kind }: Layer): boolean {
  return kind === 'conv' || kind === 'residual';
}

/** Behind the last layer that is wanted, parts looked into; undefined where there is none. */
function cutBehind(layers: readonly Layer[], prefix: string, isWanted: (name: string, layer: Layer) => boolean): Cut | undefined {
  for (const [at, layer] of [...layers.entries()].toReversed()) {
    if (!('name' in layer)) continue;
    const name = nameWithin(prefix, layer.name);
    if (isWanted(name, layer)) return split(layers, at, name);
    const inside = layer.kind === 'part' ? cutBehind(layer.layers, name, isWanted) : undefined;
    if (inside === undefined || layer.kind !== 'part') continue;
    if (inside.after.length === 0) return split(layers, at, inside.layer);
    return {
      layer: inside.layer,
      before: [...layers.slice(0, at), { ...layer, layers: inside.before }],
      after: [{ ...layer, layers: inside.after }, ...layers.slice(at + 1)],
    };
  }
  return undefined;
}

function split(layers: readonly Layer[], at: number, layer: string): Cut {
  let end = at + 1;
  while (layers[end]?.kind === 'batchNorm' || layers[end]?.kind === 'relu') end++;
  return { layer, before: layers.slice(0, end), after: layers.slice(end) };
}

function withoutFeatures(network: NetworkDescription, layer: string | undefined): SmearlabError {
  const which = layer === undefined ? 'has no convolution' : `has no layer ${layer} that gives images of features`;
  return new SmearlabError('wrong-usage', `The ${network.name} network ${which}, so it cannot be shown where it looked.`);
}
