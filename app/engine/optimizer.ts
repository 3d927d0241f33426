/** What every optimizer offers, so that others can stand beside Adam. */

/** All an optimizer must remember to go on exactly where it stopped. The vectors are as long as the parameters. */
export type OptimizerState = { readonly step: number; readonly m: Float32Array; readonly v: Float32Array };

export interface Optimizer {
  /** Takes one step: changes `parameters` in place and leaves `gradient` as it is. */
  step(parameters: Float32Array, gradient: Float32Array): void;
  /** Live, not a copy: the next step changes it. Write it out or copy it before going on. */
  readonly state: OptimizerState;
}
