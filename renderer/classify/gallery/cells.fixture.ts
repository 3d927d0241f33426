/** Cells for tests of what is decided about them. */
import type { Cell } from '../../../app/contract/slides.ts';

export function cellOf(id: number, rest: Partial<Cell> = {}): Cell {
  return {
    ...{ id, slide: 1, file: `/slide/${id}.png`, path: `${id}.png`, sha256: String(id).padStart(64, '0'), width: 60, height: 60 },
    ...{ flags: [], duplicateOf: null, result: { kind: 'waiting' }, label: null },
    ...rest,
  };
}

export function takenFor(predicted: string, probability: number, isBelowThreshold = false): Cell['result'] {
  return { kind: 'classified', predicted, probability, second: null, probabilities: [probability, 1 - probability], isBelowThreshold };
}
