/** Reverse-mode differentiation: remembers how to take a gradient back through each operation, and plays that backwards. */
import type { Graph, Value } from './graph.ts';
import { add } from './operations.ts';

/** The gradient dyᵀ · x of a matrix [out, in] as its factors: dy [N, out], x [N, in]. */
export type Factors = { readonly dy: Value; readonly x: Value };

export class Tape {
  readonly graph: Graph;
  readonly #tracked = new Set<Value>();
  readonly #gradients = new Map<Value, Value>();
  readonly #factors = new Map<Value, Factors[]>();
  readonly #steps: { readonly outputs: readonly Value[]; readonly back: (gradients: readonly Value[]) => void }[] = [];

  constructor(graph: Graph) {
    this.graph = graph;
  }

  /** Asks for the gradient of a value that nothing computes, such as a trained parameter. */
  track(value: Value): void {
    this.#tracked.add(value);
  }

  /** Whether a gradient is wanted here: for the value itself or for something it was computed from. */
  isTracked(value: Value): boolean {
    return this.#tracked.has(value);
  }

  /**
   * Remembers an operation. `back` gets d loss / d output and hands its share to each input by `accumulate`;
   * it is never called when no gradient is wanted of any input.
   */
  record(output: Value, inputs: readonly Value[], back: (gradient: Value) => void): void {
    this.recordAll([output], inputs, ([gradient]) => {
      if (gradient !== undefined) back(gradient);
    });
  }

  /** The same of an operation with several outputs, each of which has a gradient or none has. */
  recordAll(outputs: readonly Value[], inputs: readonly Value[], back: (gradients: readonly Value[]) => void): void {
    if (!inputs.some((input) => this.#tracked.has(input))) return;
    for (const output of outputs) this.#tracked.add(output);
    this.#steps.push({ outputs, back });
  }

  /** Adds to the gradient of a value; `make` is not called, and so costs nothing in the graph, where no gradient is wanted. */
  accumulate(value: Value, make: () => Value): void {
    if (!this.#tracked.has(value)) return;
    const sofar = this.#gradients.get(value);
    const more = make();
    this.#gradients.set(value, sofar === undefined ? more : add(this.graph, sofar, more));
  }

  /** Leaves a share of a parameter's gradient as factors; such a parameter gets all its shares this way. */
  accumulateFactors(parameter: Value, factors: Factors): void {
    if (!this.#tracked.has(parameter)) return;
    this.#factors.set(parameter, [...this.factorsOf(parameter), factors]);
  }

  factorsOf(parameter: Value): readonly Factors[] {
    return this.#factors.get(parameter) ?? [];
  }

  /** Plays the tape backwards from the gradients accumulated so far (the loss's). */
  playBack(): void {
    for (const { outputs, back } of this.#steps.toReversed()) {
      const gradients = outputs.flatMap((output) => this.#gradients.get(output) ?? []);
      if (gradients.length === outputs.length) back(gradients);
      else if (gradients.length > 0) throw new TypeError('Of an operation with several outputs some have no gradient.');
    }
  }

  gradientOf(value: Value): Value | undefined {
    return this.#gradients.get(value);
  }
}
