/** Two to six runs side by side. */
import BackIcon from '@mui/icons-material/ArrowBack';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { useTheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runLook } from '../../../app/contract/runLook.ts';
import type { Gallery } from '../../../app/contract/runs.ts';
import { useCall } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { settingsCsv } from '../csv/tables.ts';
import { GalleryDrawer } from '../gallery/GalleryDrawer.tsx';
import { ReportButton, ReportNotice } from '../report/Report.tsx';
import { useReport } from '../report/useReport.ts';
import { SettingsTable } from '../SettingsTable.tsx';
import type { Where } from '../where.ts';
import { ComparedBar } from './ComparedBar.tsx';
import { ComparedScores } from './ComparedScores.tsx';
import { CurvesPart } from './CurvesPart.tsx';
import { type Compared, comparedRun } from './compared.ts';
import { Part } from './Part.tsx';
import { RunMark } from './RunMark.tsx';

export type CompareScreenProps = { readonly runs: readonly number[]; readonly onGo: (where: Where) => void; readonly onBack: () => void };

export function CompareScreen({ runs, onGo, onBack }: CompareScreenProps) {
  const { t } = useTranslation();
  const theme = useTheme().palette.mode;
  const [baseline = 0] = runs;
  const comparison = useCall('runs.compare', { runs: [...runs], baseline }, { keep: true });
  const list = useCall('runs.list', {}, { keep: true });
  const report = useReport({ kind: 'comparison', runs: [...runs], baseline });
  const [gallery, setGallery] = useState<Gallery | null>(null);
  const { data } = comparison;
  // The answer is of the runs before while the next one is on its way: letters and colours go with it.
  const shown = data === undefined ? [] : [data.baseline, ...data.curves.flatMap(({ run }) => (run === data.baseline ? [] : [run]))];
  const compared = shown.flatMap((id, place): Compared[] => {
    const run = list.data?.runs.find((one) => one.id === id);
    return run === undefined ? [] : [{ id, name: run.name, run, ...runLook(place, theme) }];
  });
  const isThere = data !== undefined && compared.length === shown.length;
  return (
    <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto' }} aria-busy={comparison.isFetching}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 2, px: 2, pt: 1.5 }}>
        <Button startIcon={<BackIcon />} onClick={onBack}>
          {t('runs.back')}
        </Button>
        <Typography variant="h1" sx={{ flex: 1 }}>
          {t('runs.compareTitle')}
        </Typography>
        {isThere && <ReportButton report={report} />}
      </Stack>
      {comparison.isError && <ErrorNotice error={comparison.error} onRetry={() => void comparison.refetch()} sx={{ m: 2 }} />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} sx={{ m: 2 }} />}
      {!isThere && !comparison.isError && !list.isError && <Bones />}
      {isThere && (
        <Stack sx={{ gap: 2, p: 2 }}>
          <ReportNotice report={report} />
          <ComparedBar compared={compared} judged={data.judged} onRuns={(next) => onGo({ kind: 'compare', runs: next })} />
          <ComparedScores comparison={data} compared={compared} onGallery={setGallery}>
            <Part
              title={t('runs.differences')}
              csv={{
                file: 'settings.csv',
                text: () =>
                  settingsCsv(
                    data.settings,
                    data.curves.map(({ run }) => comparedRun(compared, run).name),
                  ),
              }}
            >
              <SettingsTable settings={data.settings} names={data.curves.map(({ run }) => markOf(compared, run))} />
            </Part>
            <CurvesPart comparison={data} compared={compared} />
          </ComparedScores>
        </Stack>
      )}
      {gallery !== null && (
        <GalleryDrawer
          gallery={gallery}
          compared={compared}
          classes={data?.judged.kind === 'together' ? data.judged.classes : []}
          onClose={() => setGallery(null)}
        />
      )}
    </Box>
  );
}

function markOf(compared: readonly Compared[], id: number) {
  const one = compared.find((run) => run.id === id);
  return one === undefined ? null : <RunMark look={one} name={one.name} />;
}

function Bones() {
  return (
    <Stack sx={{ p: 2, gap: 2 }} aria-busy="true">
      {[88, 180, 320].map((height) => (
        <Skeleton key={height} variant="rounded" height={height} />
      ))}
    </Stack>
  );
}
