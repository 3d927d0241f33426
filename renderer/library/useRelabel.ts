/** Giving images another class, and taking that back. */
import { useState } from 'react';
import type { LabelChange } from '../../app/contract/dataSets.ts';
import { useOrder } from '../connection/calls.ts';

/** What was done last, for a person to read. */
export type Done = { readonly kind: 'relabelled' | 'undone'; readonly change: LabelChange } | { readonly kind: 'nothing' };

export function useRelabel(dataSet: number) {
  const relabel = useOrder('library.relabel');
  const undo = useOrder('library.undoRelabel');
  const [done, setDone] = useState<Done | null>(null);
  const begin = () => {
    relabel.reset();
    undo.reset();
    setDone(null);
  };
  return {
    done,
    error: relabel.error ?? undo.error,
    isBusy: relabel.isPending || undo.isPending,
    /** @param name null: none */
    relabel: (images: readonly number[], name: string | null) => {
      if (images.length === 0 || relabel.isPending || undo.isPending) return;
      begin();
      const settled = { onSuccess: (change: LabelChange) => setDone({ kind: 'relabelled', change }) };
      relabel.mutate({ dataSet, images: [...images], class: name }, settled);
    },
    undo: () => {
      if (relabel.isPending || undo.isPending) return;
      begin();
      const settled = {
        onSuccess: (change: LabelChange | null) => setDone(change === null ? { kind: 'nothing' } : { kind: 'undone', change }),
      };
      undo.mutate({ dataSet }, settled);
    },
    forget: begin,
  };
}

export type Relabelling = ReturnType<typeof useRelabel>;
