/** What a gradient does to a network as one graph: clipping, optimizer, moving average. */
import type { OptimizerRecipe } from '../../../contract/learning.ts';
import { averageShare } from '../../movingAverage.ts';
import { Graph, type Target, type Value } from '../graph.ts';
import { add, multiply, subtract } from '../operations.ts';
import { clippedTo, optimizerStep } from './optimizerStep.ts';

export type UpdateOptions = {
  readonly optimizer: OptimizerRecipe;
  readonly clipNorm: number | null;
  readonly movingAverage: { readonly decay: number } | null;
};

/** How many numbers of each move. */
export type MovingSizes = { readonly parameters: { readonly size: number }; readonly statistics: { readonly size: number } };

/** Vectors that stay on the device, by name. */
export const PARAMETERS = 'parameters';
export const STATISTICS = 'statistics';
export const AVERAGED = { parameters: 'averaged parameters', statistics: 'averaged statistics' } as const;
/** An optimizer's vector of this name. */
export const vectorName = (name: string) => `optimizer ${name}`;

export const GRADIENT = 'gradient';

export type UpdateGraph = {
  readonly model: Uint8Array;
  /** The vectors that are fed beside the gradient. */
  readonly fed: ReadonlySet<string>;
  /** The output that replaces a vector, by the vector's name; those that are only read have none. */
  readonly replaced: ReadonlyMap<string, string>;
  /** The numbers that are fed as well, of this step (from 1). */
  readonly factors: (learningRate: number, step: number) => Readonly<Record<string, number>>;
};

export function buildUpdateGraph(
  { optimizer, clipNorm, movingAverage }: UpdateOptions,
  { parameters: { size }, statistics: { size: statisticsSize } }: MovingSizes,
  target: Target,
): UpdateGraph {
  const graph = new Graph(target);
  const fed = new Set<string>();
  const vector = (name: string, length = size) => {
    fed.add(name);
    return graph.input(name, [length]);
  };
  const given = graph.input(GRADIENT, [size]);
  const gradient = clipNorm === null ? given : clippedTo(graph, given, clipNorm);
  const step = optimizerStep(graph, optimizer, vector(PARAMETERS), gradient, (name) => vector(vectorName(name)));
  const changed = new Map([[PARAMETERS, step.parameters]]);
  for (const [name, value] of Object.entries(step.vectors)) changed.set(vectorName(name), value);
  if (movingAverage !== null) {
    const share = graph.input('share', []);
    const approach = (before: Value, now: Value) => add(graph, before, multiply(graph, subtract(graph, now, before), share));
    changed.set(AVERAGED.parameters, approach(vector(AVERAGED.parameters), step.parameters));
    if (statisticsSize > 0) {
      const average = vector(AVERAGED.statistics, statisticsSize);
      changed.set(AVERAGED.statistics, approach(average, vector(STATISTICS, statisticsSize)));
    }
  }
  const replaced = new Map([...changed].map(([name, value]) => [name, graph.output(value).name]));
  return {
    ...{ fed, replaced },
    model: graph.encode(),
    factors: (learningRate, at) => ({
      ...step.factors(learningRate, at),
      ...(movingAverage === null ? {} : { share: averageShare(movingAverage.decay, at) }),
    }),
  };
}
