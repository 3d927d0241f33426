/** Imports that were begun in this window and how they ended. Pure. */
import type { ImportRequest } from '../../../app/contract/dataSets.ts';
import type { FailureKind } from '../../../app/contract/failure.ts';
import type { ImportSummary } from '../../../app/contract/library.ts';
import type { Failure } from '../../../app/contract/work.ts';

export type Asked =
  | { readonly kind: 'sample' }
  | { readonly kind: 'import'; readonly request: ImportRequest }
  | { readonly kind: 'rescan'; readonly dataSet: number; readonly name: string };

export type Outcome = {
  readonly id: number;
  readonly asked: Asked;
  readonly state:
    | { readonly kind: 'running' }
    | { readonly kind: 'finished'; readonly summary: ImportSummary }
    | { readonly kind: 'stopped' }
    | { readonly kind: 'failed'; readonly failure: Failure };
};

export const PROCEDURES = { sample: 'library.sample', import: 'library.import', rescan: 'library.rescan' } as const;

/** The name of the data set that it is about; the sample has its own. */
export function nameOf(asked: Asked): string {
  switch (asked.kind) {
    case 'sample':
      return 'sample';
    case 'import':
      return asked.request.name;
    case 'rescan':
      return asked.name;
  }
}

export function failed(failure: Failure): Outcome['state'] {
  return failure.kind === 'stopped' ? { kind: 'stopped' } : { kind: 'failed', failure };
}

/** What helps against a failure; what is not named here is worth another try. */
const TO_BE_CHANGED: readonly FailureKind[] = [
  'wrong-usage',
  'unknown-layout',
  'no-images',
  'too-few-images',
  'missing-file',
  'already-there',
];

export type WayOn = 'retry' | 'change';

/** Something else has to be asked where asking the same again gives the same; a folder that was mended can be tried again all the same. */
export function waysOn(asked: Asked, { kind }: Failure): readonly WayOn[] {
  return asked.kind === 'import' && TO_BE_CHANGED.includes(kind) ? ['change', 'retry'] : ['retry'];
}

export type Advice = 'diskFull' | 'notWritable' | 'inUse' | 'missing' | 'layout';

/** What can be done beyond what the sentence says. */
export function adviceOf({ kind }: Failure): Advice | null {
  switch (kind) {
    case 'disk-full':
      return 'diskFull';
    case 'not-writable':
      return 'notWritable';
    case 'in-use':
      return 'inUse';
    case 'missing-file':
      return 'missing';
    case 'unknown-layout':
      return 'layout';
    default:
      return null;
  }
}

/** The kinds of change that an import reports, in the order in which they are said; zeros are left out. */
const CHANGES = ['added', 'back', 'changed', 'moved', 'missing', 'refused'] as const;
export type Change = (typeof CHANGES)[number];

export function changesOf(summary: ImportSummary): readonly { readonly change: Change; readonly images: number }[] {
  return CHANGES.map((change) => ({ change, images: summary[change] })).filter(({ images }) => images > 0);
}
