/** Whether runs are right as often as they say. */
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslation } from 'react-i18next';
import type { JudgedTogether } from '../../../app/contract/runs.ts';
import { Chart, type ChartPoint } from '../charts/Chart.tsx';
import { SHARES } from '../charts/scale.ts';
import { reliabilityCsv } from '../csv/tables.ts';
import { useNumbers } from '../useNumbers.ts';
import { type Compared, comparedRun } from './compared.ts';
import { Part } from './Part.tsx';
import { RunMark } from './RunMark.tsx';

export type ReliabilityPartProps = { readonly judged: JudgedTogether; readonly compared: readonly Compared[] };

export function ReliabilityPart({ judged, compared }: ReliabilityPartProps) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const names = new Map(compared.map(({ id, name }) => [id, name]));
  const lines = compared.flatMap((one) => {
    const bins = judged.runs.find(({ run }) => run === one.id)?.reliability.bins ?? [];
    const points = bins.flatMap(({ images, confidence, accuracy }): ChartPoint[] => (images === 0 ? [] : [[confidence, accuracy]]));
    return points.length === 0 ? [] : [{ ...one, points }];
  });
  const errors = judged.runs.map(({ run, reliability }) => ({
    one: comparedRun(compared, run),
    error: reliability.expectedCalibrationError,
  }));
  const summary = [
    t('runs.reliability.title'),
    ...errors.map(({ one, error }) => `${one.letter} ${one.name}: ${t('runs.reliability.ece')} ${numbers.score(error)}`),
  ];
  return (
    <Part
      title={t('runs.reliability.title')}
      help={t('runs.reliability.help')}
      csv={{ file: 'reliability.csv', text: () => reliabilityCsv(judged, names) }}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) minmax(0, 1fr)' }, alignItems: 'start' }}>
        <Chart
          title={t('runs.reliability.accuracy')}
          summary={summary.join('. ')}
          across={SHARES}
          up={SHARES}
          acrossLabel={t('runs.reliability.confidence')}
          lines={lines}
          hasDiagonal
          isDotted
          tick={numbers.tick}
          height={320}
        />
        <Table size="small" aria-label={t('runs.reliability.ece')} sx={{ maxWidth: 420, fontVariantNumeric: 'tabular-nums' }}>
          <TableHead>
            <TableRow>
              <TableCell>{t('runs.columns.name')}</TableCell>
              <TableCell align="right">{t('runs.reliability.ece')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {errors.map(({ one, error }) => (
              <TableRow key={one.id}>
                <TableCell component="th" scope="row" sx={{ maxWidth: 260 }}>
                  <RunMark look={one} name={one.name} />
                </TableCell>
                <TableCell align="right">{numbers.score(error)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </Part>
  );
}
