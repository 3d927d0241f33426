/** Saying what cells are, and taking that back. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Cell, CellLabel } from '../../../app/contract/slides.ts';
import { useClient } from '../../connection/calls.ts';
import { confirmed } from './keys.ts';
import { showLabel } from './useCells.ts';

/** What was done last that cannot be seen by itself. */
export type Said = { readonly kind: 'undone'; readonly cells: number } | { readonly kind: 'nothing to undo' } | null;

export function useLabelling(slide: number, onUndone: (cells: readonly number[]) => void) {
  const client = useClient();
  const queries = useQueryClient();
  const [error, setError] = useState<Error | null>(null);
  const [said, setSaid] = useState<Said>(null);
  const failed = (reason: unknown) => {
    setError(reason instanceof Error ? reason : new Error(String(reason)));
    // What was shown before the answer may be wrong.
    void queries.invalidateQueries({ queryKey: ['slides.cells'] });
  };
  const label = (cells: readonly number[], as: CellLabel | null) => {
    if (cells.length === 0) return;
    setError(null);
    setSaid(null);
    // Calls are answered in the order in which they are sent: hands may be faster than answers.
    void showLabel(queries, cells, as);
    client.call('slides.label', { slide, cells: [...cells], label: as }).catch(failed);
  };
  return {
    error,
    said,
    label,
    confirm: (cells: readonly Cell[]) => {
      for (const one of confirmed(cells)) label(one.cells, one.label);
    },
    undo: () => {
      setError(null);
      setSaid(null);
      const undone = async () => {
        const answer = await client.call('slides.undo', { slide });
        setSaid(answer === null ? { kind: 'nothing to undo' } : { kind: 'undone', cells: answer.cells.length });
        if (answer === null) return;
        // A person is led to where the cells are again, not to where they were.
        await queries.invalidateQueries({ queryKey: ['slides.cells'] });
        onUndone(answer.cells);
      };
      undone().catch(failed);
    },
    forgetError: () => setError(null),
  };
}

export type Labelling = ReturnType<typeof useLabelling>;
