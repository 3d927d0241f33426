/** What any screen may ask of the import desk. */
import { createContext, useContext } from 'react';
import type { ImportRequest } from '../../../app/contract/dataSets.ts';
import type { Asked, Outcome } from './outcomes.ts';

export type ImportDesk = {
  readonly outcomes: readonly Outcome[];
  /** @returns the id of its outcome */
  begin(asked: Asked): number;
  dismiss(id: number): void;
  /** Opens the dialog; `before`: what was asked when an import failed, to be changed. */
  open(before?: ImportRequest): void;
  /** Whether an outcome tells how this procedure gets on, so that nobody else need. */
  tells(procedure: string): boolean;
};

export const DeskContext = createContext<ImportDesk | null>(null);

export function useImportDesk(): ImportDesk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('No import desk was given to this tree.');
  return desk;
}
