/** Loss and macro-F1 over the epochs, of training and validation. */
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { WatchedRun } from '../../../app/contract/training.ts';
import { LineChart } from '../../parts/curves/LineChart.tsx';
import { lineColour } from '../../parts/curves/lineColours.ts';
import { useNumber } from '../useNumber.ts';
import { type Curve, curvesOf } from './curves.ts';

export type RunCurvesProps = { readonly run: WatchedRun; readonly mark: number | null; readonly onPick: (epoch: number) => void };

export function RunCurves({ run, mark, onPick }: RunCurvesProps) {
  const { t } = useTranslation();
  const number = useNumber();
  const { palette } = useTheme();
  const isReconstructing = run.network === 'autoencoder';
  const lineOf = ({ id, points }: Curve) => ({
    ...{ id, points, label: t(`training.lines.${id}`), dashed: id === 'train' || id === 'accuracy' },
    colour: lineColour(id === 'train' ? 0 : id === 'accuracy' ? 2 : 1, palette.mode),
  });
  const last = (curve: Curve) => {
    const value = curve.points.findLast(({ y }) => y !== null)?.y ?? null;
    return value === null ? [] : [`${t(`training.lines.${curve.id}`)} ${number(value)}`];
  };
  const { loss, score } = curvesOf(run.curve);
  const chart = (curves: readonly Curve[], title: string) => ({
    ...{ lines: curves.map(lineOf), xLabel: t('training.epoch'), yLabel: title, xMost: run.epochs, mark, onPick, format: number },
    label: [title, ...curves.flatMap(last)].join(', '),
  });
  const lossTitle = t(isReconstructing ? 'training.lossMse' : 'training.lossCrossEntropy');
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: isReconstructing ? '1fr' : '1fr 1fr' } }}>
      <LineChart {...chart(loss, lossTitle)} />
      {!isReconstructing && <LineChart {...chart(score, t('training.scoreTitle'))} yRange={[0, 1]} />}
    </Box>
  );
}
