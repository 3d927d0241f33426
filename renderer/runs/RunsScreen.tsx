/** The Runs screen: all runs as a table, some of them side by side, or a study's table. */
import { useState } from 'react';
import { CompareScreen } from './compare/CompareScreen.tsx';
import { StudyScreen } from './study/StudyScreen.tsx';
import { RunTableScreen } from './table/RunTableScreen.tsx';
import { NO_TABLE_STATE } from './table/tableState.ts';
import { detailOf, type Where, whereOf } from './where.ts';

export type RunsScreenProps = { readonly detail: string | null; readonly onDetail: (detail: string | null) => void };

export function RunsScreen({ detail, onDetail }: RunsScreenProps) {
  // Kept while runs are compared, so that whoever comes back finds the table as it was.
  const [state, setState] = useState(NO_TABLE_STATE);
  const where = whereOf(detail);
  const go = (to: Where) => onDetail(detailOf(to));
  switch (where.kind) {
    case 'table':
      return <RunTableScreen state={state} onState={setState} onGo={go} />;
    case 'compare':
      return <CompareScreen runs={where.runs} onGo={go} />;
    case 'study':
      return <StudyScreen study={where.study} onGo={go} />;
  }
}
