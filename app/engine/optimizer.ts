/** What every optimizer offers. */

/**
 * All an optimizer must remember to go on exactly where it stopped: its steps and its vectors by name, each as long as the
 * parameters (Adam and AdamW: m and v; SGD: momentum, or nothing without it).
 */
export type OptimizerState = { readonly step: number; readonly vectors: Readonly<Record<string, Float32Array>> };

export interface Optimizer {
  /** Takes one step at this learning rate: changes `parameters` in place and leaves `gradient` as it is. */
  step(parameters: Float32Array, gradient: Float32Array, learningRate: number): void;
  /** Live, not a copy: the next step changes it. Write it out or copy it before going on. */
  readonly state: OptimizerState;
  /** Vectors of its own, where it has any: given to `step`, they need no copies. All zeros at first. */
  readonly home?: { readonly parameters: Float32Array; readonly gradient: Float32Array };
}

/** A copy of one of a state's vectors, zeros where there is no state yet. @throws RangeError when the state has none of this length */
export function copiedVector(name: string, size: number, state: OptimizerState | undefined): Float32Array {
  return state === undefined ? new Float32Array(size) : vectorOf(name, size, state).slice();
}

/** One of a state's vectors. @throws RangeError when it has none of this length */
export function vectorOf(name: string, size: number, state: OptimizerState): Float32Array {
  const vector = state.vectors[name];
  if (vector?.length === size) return vector;
  throw new RangeError(`The optimizer's state has ${vector?.length ?? 'no'} numbers of ${name} for ${size} parameters.`);
}

/** @throws RangeError unless both vectors are as long as the optimizer's parameters */
export function assertLengths(size: number, parameters: Float32Array, gradient: Float32Array): void {
  if (parameters.length === size && gradient.length === size) return;
  throw new RangeError(`The optimizer of ${size} parameters was given ${parameters.length} and a gradient of ${gradient.length}.`);
}
