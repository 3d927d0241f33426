/** The Runs screen: all runs as a table, some of them side by side, or a study's table. */
import { useState } from 'react';
import { CompareScreen } from './compare/CompareScreen.tsx';
import { StudyScreen } from './study/StudyScreen.tsx';
import { RunTableScreen } from './table/RunTableScreen.tsx';
import { NO_TABLE_STATE, type TableState } from './table/tableState.ts';
import { detailOf, type Where, whereOf } from './where.ts';

export type RunsScreenProps = {
  readonly detail: string | null;
  /** `replace`: it is the same place said otherwise. */
  readonly onDetail: (detail: string | null, how?: { readonly replace: boolean }) => void;
};

export function RunsScreen({ detail, onDetail }: RunsScreenProps) {
  const where = whereOf(detail);
  // Kept while runs are compared, so that whoever comes back finds the table as it was; after a reload the address says what was chosen.
  const [state, setState] = useState<TableState>({ ...NO_TABLE_STATE, chosen: chosenAt(where) });
  const go = (to: Where) => onDetail(detailOf(to));
  const change = (next: TableState) => {
    setState(next);
    if (next.chosen !== state.chosen) onDetail(detailOf({ kind: 'table', chosen: next.chosen }), { replace: true });
  };
  const back = () => go({ kind: 'table', chosen: state.chosen });
  switch (where.kind) {
    case 'table':
      return <RunTableScreen state={state} onState={change} onGo={go} />;
    case 'compare':
      return <CompareScreen runs={where.runs} onGo={go} onBack={back} />;
    case 'study':
      return <StudyScreen study={where.study} onGo={go} onBack={back} />;
  }
}

function chosenAt(where: Where): readonly number[] {
  if (where.kind === 'table') return where.chosen;
  return where.kind === 'compare' ? where.runs : [];
}
