/** The compared runs as every part of the comparison shows them. */

import type { RunLook } from '../../../app/contract/runLook.ts';
import type { ListedRun } from '../../../app/contract/runs.ts';

export type Compared = RunLook & { readonly id: number; readonly name: string; readonly run: ListedRun };

/** @throws Error for a run that is none of those compared */
export function comparedRun(compared: readonly Compared[], id: number): Compared {
  const found = compared.find((one) => one.id === id);
  if (found === undefined) throw new Error(`Run ${id} is not compared.`);
  return found;
}
