/** Imports begun in this window: they go on whatever is shown, and how they ended stays until somebody closes it. */
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { ImportRequest } from '../../../app/contract/dataSets.ts';
import type { ImportSummary } from '../../../app/contract/library.ts';
import { useClient } from '../../connection/calls.ts';
import { CallFailure, type Client, LOST } from '../../connection/client.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { type Asked, failed, type Outcome, PROCEDURES } from './outcomes.ts';
import { DeskContext, type ImportDesk } from './useImportDesk.ts';

type ImportDeskProps = {
  /** Called when a data set has come into the library or was looked at again. */
  readonly onImported: (summary: ImportSummary, asked: Asked) => void;
  readonly children: ReactNode;
};

export function ImportDeskProvider({ onImported, children }: ImportDeskProps) {
  const client = useClient();
  const lastId = useRef(0);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [dialog, setDialog] = useState<{ readonly before: ImportRequest | null } | null>(null);
  const dismiss = useCallback((id: number) => setOutcomes((all) => all.filter((outcome) => outcome.id !== id)), []);
  const begin = useCallback(
    (asked: Asked) => {
      const id = ++lastId.current;
      const set = (state: Outcome['state']) =>
        setOutcomes((all) => all.map((outcome) => (outcome.id === id ? { ...outcome, state } : outcome)));
      setOutcomes((all) => [...all, { id, asked, state: { kind: 'running' } }]);
      carryOut(client, asked).then(
        (summary) => {
          set({ kind: 'finished', summary });
          onImported(summary, asked);
        },
        (error: unknown) => {
          const failure = error instanceof CallFailure ? error.failure : { kind: 'internal' as const, sentence: String(error), file: null };
          // The work itself goes on, and is in the list of work when the connection is there again.
          if (failure === LOST) dismiss(id);
          else set(failed(failure));
        },
      );
      return id;
    },
    [client, onImported, dismiss],
  );
  const desk = useMemo<ImportDesk>(
    () => ({
      ...{ outcomes, begin, dismiss },
      open: (before) => setDialog({ before: before ?? null }),
      tells: (procedure) => outcomes.some(({ asked }) => PROCEDURES[asked.kind] === procedure),
    }),
    [outcomes, begin, dismiss],
  );
  return (
    <DeskContext value={desk}>
      {children}
      {dialog !== null && <ImportDialog before={dialog.before} onClose={() => setDialog(null)} />}
    </DeskContext>
  );
}

function carryOut(client: Client, asked: Asked): Promise<ImportSummary> {
  switch (asked.kind) {
    case 'sample':
      return client.call('library.sample', {});
    case 'import':
      return client.call('library.import', asked.request);
    case 'rescan':
      return client.call('library.rescan', { dataSet: asked.dataSet });
  }
}
