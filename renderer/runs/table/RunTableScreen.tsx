/** All runs of the data folder: sort, narrow down, tag, and choose those to compare. */
import RunsIcon from '@mui/icons-material/QueryStats';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../connection/calls.ts';
import { download } from '../../parts/download.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { runsCsv } from '../csv/tables.ts';
import type { Where } from '../where.ts';
import { ChosenBar } from './ChosenBar.tsx';
import { RunDialog } from './RunDialog.tsx';
import { RunFilters } from './RunFilters.tsx';
import { RunTable } from './RunTable.tsx';
import { isFiltered, requestOf, type TableState, withoutFilters } from './tableState.ts';

export type RunTableScreenProps = {
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
  readonly onGo: (where: Where) => void;
};

export function RunTableScreen({ state, onState, onGo }: RunTableScreenProps) {
  const { t } = useTranslation();
  const list = useCall('runs.list', requestOf(state), { keep: true });
  const [opened, setOpened] = useState<number | null>(null);
  const { data } = list;
  const openedRun = data?.runs.find(({ id }) => id === opened);
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 2, px: 2, pt: 1.5, pb: 0.5 }}>
        <Typography variant="h1">{t('runs.title')}</Typography>
        <Typography color="textSecondary" sx={{ flex: 1, minWidth: 0 }} noWrap>
          {t('runs.about')}
        </Typography>
        <Button onClick={() => onGo({ kind: 'study', study: null })}>{t('runs.studies')}</Button>
        <Button
          disabled={data === undefined || data.runs.length === 0}
          onClick={() => download('runs.csv', 'text/csv', runsCsv(data?.runs ?? []))}
        >
          {t('runs.export')}
        </Button>
      </Stack>
      {data !== undefined && data.total > 0 && <RunFilters state={state} onState={onState} list={data} />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} sx={{ m: 2 }} />}
      {data === undefined && !list.isError && <Bones />}
      {data?.total === 0 && (
        <EmptyState icon={<RunsIcon />} title={t('runs.none')}>
          {t('runs.noneHelp')}
        </EmptyState>
      )}
      {data !== undefined && data.total > 0 && data.runs.length === 0 && isFiltered(state) && (
        <EmptyState
          icon={<RunsIcon />}
          title={t('runs.noneMatches')}
          action={<Button onClick={() => onState(withoutFilters(state))}>{t('runs.clearFilters')}</Button>}
        >
          {t('runs.noneMatchesHelp')}
        </EmptyState>
      )}
      {data !== undefined && data.runs.length > 0 && <RunTable runs={data.runs} state={state} onState={onState} onOpen={setOpened} />}
      {state.chosen.length > 0 && data !== undefined && <ChosenBar state={state} onState={onState} tags={data.tags} onGo={onGo} />}
      {openedRun !== undefined && <RunDialog key={openedRun.id} run={openedRun} tags={data?.tags ?? []} onClose={() => setOpened(null)} />}
    </Box>
  );
}

function Bones() {
  return (
    <Stack sx={{ p: 2, gap: 1 }} aria-busy="true">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} variant="rounded" height={48} />
      ))}
    </Stack>
  );
}
