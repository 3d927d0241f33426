// biome-ignore-all lint/a11y/useSemanticElements: the table is virtual and laid out by itself, which no table element can be
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons and check boxes in it are what is focused
/** The virtual table of runs: thousands of them, of which only those in the window are drawn. */
import ArrowDownIcon from '@mui/icons-material/ArrowDownward';
import ArrowUpIcon from '@mui/icons-material/ArrowUpward';
import ButtonBase from '@mui/material/ButtonBase';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedRun, RunOrder } from '../../../app/contract/runs.ts';
import { RunRow } from './RunRow.tsx';
import { ROW_HEIGHT, TableSurface } from './TableSurface.tsx';
import { sortedBy, type TableState, toggled } from './tableState.ts';

const COLUMNS = [
  { name: 'name', by: 'name' },
  { name: 'network', by: 'network' },
  { name: 'dataSet', by: 'dataSet' },
  { name: 'seed', by: 'seed', isNumber: true },
  { name: 'state', by: 'state' },
  { name: 'macroF1', by: 'macroF1', isNumber: true },
  { name: 'accuracy', by: 'accuracy', isNumber: true },
  { name: 'seconds', by: 'seconds', isNumber: true },
  { name: 'finished', by: 'finished', isNumber: true },
] as const satisfies readonly { name: string; by: RunOrder; isNumber?: boolean }[];

export type RunTableProps = {
  readonly runs: readonly ListedRun[];
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
  readonly onOpen: (run: number) => void;
};

export function RunTable({ runs, state, onState, onOpen }: RunTableProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  // Up and down lead along the column of check boxes and names, as they do in a list.
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const from = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (step === 0 || from === null) return;
    const to = Math.min(runs.length - 1, Math.max(0, Number(from.dataset['index']) + step));
    const part = event.target instanceof HTMLInputElement ? 'input' : 'button';
    event.preventDefault();
    virtualizer.scrollToIndex(to);
    scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"] ${part}`)?.focus({ preventScroll: true });
  };
  return (
    <TableSurface
      ref={scroller}
      role="table"
      aria-label={t('runs.title')}
      aria-rowcount={runs.length + 1}
      aria-colcount={COLUMNS.length + 1}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="head">
        <div role="row" className="row" aria-rowindex={1}>
          <div role="columnheader" className="tick" aria-label={t('runs.columns.select')} />
          {COLUMNS.map((column) => (
            <Head key={column.name} column={column} state={state} onState={onState} />
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ position: 'relative', height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const run = runs[index];
          if (run === undefined) return null;
          return (
            <RunRow
              key={run.id}
              run={run}
              index={index}
              start={start}
              isChosen={state.chosen.includes(run.id)}
              onToggle={() => onState(toggled(state, run.id))}
              onOpen={() => onOpen(run.id)}
            />
          );
        })}
      </div>
    </TableSurface>
  );
}

type HeadProps = {
  readonly column: { readonly name: (typeof COLUMNS)[number]['name']; readonly by: RunOrder; readonly isNumber?: boolean };
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
};

function Head({ column: { name, by, isNumber = false }, state, onState }: HeadProps) {
  const { t } = useTranslation();
  const isSorted = state.sort.by === by;
  const Arrow = state.sort.descending ? ArrowDownIcon : ArrowUpIcon;
  const label = t(`runs.columns.${name}`);
  return (
    <div
      role="columnheader"
      className={isNumber ? 'number' : ''}
      aria-sort={isSorted ? (state.sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <ButtonBase
        onClick={() => onState(sortedBy(state, by))}
        sx={{ borderRadius: 1, px: 0.5, mx: -0.5, gap: 0.25, font: 'inherit', minHeight: 28 }}
      >
        {label}
        {isSorted && <Arrow sx={{ fontSize: 14 }} aria-hidden />}
      </ButtonBase>
    </div>
  );
}
