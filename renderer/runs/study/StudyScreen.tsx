/** A study's arms on all its subsets, with what the study published. */
import BackIcon from '@mui/icons-material/ArrowBack';
import TableIcon from '@mui/icons-material/TableChartOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../connection/calls.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { Part } from '../compare/Part.tsx';
import { studyCsv } from '../csv/tables.ts';
import { ReportButton, ReportNotice } from '../report/Report.tsx';
import { useReport } from '../report/useReport.ts';
import { useNumbers } from '../useNumbers.ts';
import type { Where } from '../where.ts';
import { StudyTable } from './StudyTable.tsx';

export type StudyScreenProps = { readonly study: number | null; readonly onGo: (where: Where) => void; readonly onBack: () => void };

export function StudyScreen({ study, onGo, onBack }: StudyScreenProps) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const studies = useCall('runs.studies', {});
  const finished = studies.data?.filter((one) => one.finished > 0) ?? [];
  const shown = finished.find(({ id }) => id === study) ?? finished[0];
  return (
    <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', display: 'flex', flexDirection: 'column' }}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 2, px: 2, pt: 1.5 }}>
        <Button startIcon={<BackIcon />} onClick={onBack}>
          {t('runs.back')}
        </Button>
        <Typography variant="h1" sx={{ flex: 1 }}>
          {t('runs.studyTable.title')}
        </Typography>
        {shown !== undefined && (
          <TextField
            select
            size="small"
            label={t('runs.study')}
            value={shown.id}
            onChange={({ target }) => onGo({ kind: 'study', study: Number(target.value) })}
            sx={{ minWidth: 260 }}
          >
            {finished.map(({ id, name, createdAt }) => (
              <MenuItem key={id} value={id}>
                {name ?? t('runs.studyNumber', { id })}, {numbers.moment(createdAt)}
              </MenuItem>
            ))}
          </TextField>
        )}
      </Stack>
      {studies.isError && <ErrorNotice error={studies.error} onRetry={() => void studies.refetch()} sx={{ m: 2 }} />}
      {studies.isPending && <Skeleton variant="rounded" height={240} sx={{ m: 2 }} />}
      {studies.data !== undefined && shown === undefined && (
        <EmptyState icon={<TableIcon />} title={t('runs.studyTable.none')}>
          {t('runs.studyTable.noneHelp')}
        </EmptyState>
      )}
      {shown !== undefined && <OneStudy key={shown.id} study={shown.id} name={shown.name ?? t('runs.studyNumber', { id: shown.id })} />}
    </Box>
  );
}

function OneStudy({ study, name }: { readonly study: number; readonly name: string }) {
  const { t } = useTranslation();
  const table = useCall('runs.study', { study });
  const report = useReport({ kind: 'study', study });
  if (table.isError) return <ErrorNotice error={table.error} onRetry={() => void table.refetch()} sx={{ m: 2 }} />;
  if (table.data === undefined) return <Skeleton variant="rounded" height={240} sx={{ m: 2 }} />;
  const { data } = table;
  return (
    <Stack sx={{ p: 2, gap: 2 }}>
      <ReportNotice report={report} />
      <Part
        title={name}
        choice={<ReportButton report={report} />}
        help={t('runs.studyTable.about')}
        csv={{ file: `study-${study}.csv`, text: () => studyCsv(data) }}
      >
        <StudyTable table={data} />
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1.5, maxWidth: '100ch' }}>
          {t('runs.studyTable.note')}
        </Typography>
      </Part>
    </Stack>
  );
}
