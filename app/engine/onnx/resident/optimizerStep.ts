/** Clipping and the optimizers as operations of a graph over whole vectors; the formulas are those of clipping.ts, adam.ts and sgd.ts. */
import type { OptimizerRecipe } from '../../../contract/learning.ts';
import { type AdamSettings, adamFactors } from '../../adam.ts';
import type { SgdSettings } from '../../sgd.ts';
import type { Graph, Value } from '../graph.ts';
import { add, divide, each, multiply, reduce, reshape, scale, size, subtract } from '../operations.ts';

/** The vectors that an optimizer remembers, by the names of its `OptimizerState`. */
export function optimizerVectors(recipe: OptimizerRecipe): readonly string[] {
  if (recipe.kind === 'sgd') return recipe.momentum === 0 ? [] : ['momentum'];
  return ['m', 'v'];
}

export type OptimizerStep = {
  readonly parameters: Value;
  /** What the optimizer remembers from now on, by the names of its `OptimizerState`. */
  readonly vectors: Readonly<Record<string, Value>>;
  /** The numbers to feed in this step (from 1), by the names of the inputs that were made for them. */
  readonly factors: (learningRate: number, step: number) => Readonly<Record<string, number>>;
};

/** @param vector what the optimizer remembers under a name, called once for each of `optimizerVectors` */
export function optimizerStep(
  graph: Graph,
  recipe: OptimizerRecipe,
  parameters: Value,
  gradient: Value,
  vector: (name: string) => Value,
): OptimizerStep {
  switch (recipe.kind) {
    case 'adam':
      return adamStep(graph, { ...recipe, decay: 'l2' }, parameters, gradient, vector);
    case 'adamw':
      return adamStep(graph, { ...recipe, decay: 'decoupled' }, parameters, gradient, vector);
    case 'sgd':
      return sgdStep(graph, recipe, parameters, gradient, vector);
  }
}

function adamStep(
  graph: Graph,
  settings: AdamSettings,
  parameters: Value,
  gradient: Value,
  vector: (name: string) => Value,
): OptimizerStep {
  const { beta1, beta2, weightDecay, decay } = settings;
  const g = decay === 'l2' ? withDecay(graph, gradient, parameters, weightDecay) : gradient;
  const mean = add(graph, scale(graph, vector('m'), beta1), scale(graph, g, 1 - beta1));
  const square = add(graph, scale(graph, vector('v'), beta2), scale(graph, multiply(graph, g, g), 1 - beta2));
  const deviation = add(graph, each(graph, 'Sqrt', square), graph.input('epsilon', []));
  const move = multiply(graph, divide(graph, mean, deviation), graph.input('stepSize', []));
  const decays = decay === 'decoupled' && weightDecay > 0;
  const shrunk = decays ? multiply(graph, parameters, graph.input('kept', [])) : parameters;
  return {
    parameters: subtract(graph, shrunk, move),
    vectors: { m: mean, v: square },
    factors: (learningRate, step) => {
      const { stepSize, epsilon, kept } = adamFactors(settings, learningRate, step);
      return { stepSize, epsilon, ...(decays ? { kept } : {}) };
    },
  };
}

function sgdStep(
  graph: Graph,
  { momentum, nesterov, weightDecay }: SgdSettings,
  parameters: Value,
  gradient: Value,
  vector: (name: string) => Value,
): OptimizerStep {
  const g = withDecay(graph, gradient, parameters, weightDecay);
  const b = momentum === 0 ? g : add(graph, scale(graph, vector('momentum'), momentum), g);
  const along = nesterov ? add(graph, g, scale(graph, b, momentum)) : b;
  return {
    parameters: subtract(graph, parameters, multiply(graph, along, graph.input('learningRate', []))),
    vectors: momentum === 0 ? {} : { momentum: b },
    factors: (learningRate) => ({ learningRate }),
  };
}

function withDecay(graph: Graph, gradient: Value, parameters: Value, weightDecay: number): Value {
  return weightDecay === 0 ? gradient : add(graph, gradient, scale(graph, parameters, weightDecay));
}

/** gradient · min(1, maxNorm / (norm + 1e-6)). */
export function clippedTo(graph: Graph, gradient: Value, maxNorm: number): Value {
  const norm = each(graph, 'Sqrt', sumOfSquares(graph, gradient));
  const factor = divide(graph, graph.scalar(maxNorm), add(graph, norm, graph.scalar(1e-6)));
  return multiply(graph, gradient, graph.node('Min', [factor, graph.scalar(1)], []));
}

/** Numbers of a row that are summed by themselves, so that float32 keeps its digits over millions of them. */
const ROW = 1024;

function sumOfSquares(graph: Graph, vector: Value): Value {
  const length = size(vector, 0);
  const rows = Math.floor(length / ROW);
  const sums: Value[] = [];
  if (rows > 0) {
    const whole = rows * ROW === length ? vector : part(graph, vector, 0, rows * ROW);
    const ofRows = reduce(graph, 'ReduceSumSquare', reshape(graph, whole, [rows, ROW]), [1]);
    sums.push(reduce(graph, 'ReduceSum', ofRows, [0]));
  }
  if (rows * ROW < length) sums.push(reduce(graph, 'ReduceSumSquare', part(graph, vector, rows * ROW, length), [0]));
  return sums.reduce((total, sum) => add(graph, total, sum));
}

function part(graph: Graph, vector: Value, begin: number, end: number): Value {
  return graph.node('Slice', [vector, graph.integers(begin), graph.integers(end), graph.integers(0)], [end - begin]);
}
