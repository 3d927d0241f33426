/** What the probabilities of a run mean, measured on its validation images: reliability before and after, and what a threshold costs. */
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useTheme } from '@mui/material/styles';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Calibration } from '../../../app/contract/slides.ts';
import { lineColour } from '../charts/lineColours.ts';
import { SHARES } from '../charts/scale.ts';
import { useShare } from '../useShare.ts';
import { reliabilityPoints, riskPoints, riskScale } from './curves.ts';
import { Diagram } from './Diagram.tsx';

/** @param props `isSmall`: the threshold alone, where a model is chosen */
export function CalibrationView({ calibration, isSmall = false }: { readonly calibration: Calibration; readonly isSmall?: boolean }) {
  const says = useThresholdWords(calibration);
  const { t } = useTranslation();
  if (isSmall) {
    return (
      <Stack sx={{ gap: 1 }}>
        <Risk calibration={calibration} says={says} height={170} />
        <Typography variant="body2">{says}</Typography>
      </Stack>
    );
  }
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Typography variant="body2" color="textSecondary">
        {t('calibration.about', { images: calibration.images })}
      </Typography>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) minmax(0, 1fr)' } }}>
        <Reliability calibration={calibration} />
        <Risk calibration={calibration} says={says} height={240} />
      </Box>
      <Typography variant="body2">
        {says} {t(calibration.savedAt === null ? 'calibration.proposed' : 'calibration.saved')}
      </Typography>
      <BeforeAfter calibration={calibration} />
    </Stack>
  );
}

function useThresholdWords({ threshold, coverage, error, isReached, targetError }: Calibration): string {
  const { t } = useTranslation();
  const share = useShare();
  if (!isReached) return t('calibration.notReached', { target: share(targetError) });
  return t('calibration.chosen', { threshold: share(threshold), coverage: share(coverage), error: share(error) });
}

function Reliability({ calibration: { before, after } }: { readonly calibration: Calibration }) {
  const { t } = useTranslation();
  const share = useShare();
  const { palette } = useTheme();
  const words = [
    t('calibration.reliability'),
    `${t('calibration.before')}: ${t('calibration.ece')} ${share(before.expectedCalibrationError)}`,
    `${t('calibration.after')}: ${t('calibration.ece')} ${share(after.expectedCalibrationError)}`,
  ];
  return (
    <Diagram
      label={words.join('. ')}
      hasDiagonal
      up={SHARES}
      xLabel={t('calibration.confidence')}
      yLabel={t('calibration.reliability')}
      format={share}
      height={240}
      lines={[
        { name: 'before', colour: palette.text.secondary, dashed: true, isDotted: true, points: reliabilityPoints(before) },
        { name: 'after', colour: lineColour(0, palette.mode), isDotted: true, points: reliabilityPoints(after) },
      ]}
    />
  );
}

function Risk({ calibration, says, height }: { readonly calibration: Calibration; readonly says: string; readonly height: number }) {
  const { t } = useTranslation();
  const share = useShare();
  const { palette } = useTheme();
  const { coverage, error, isReached, targetError } = calibration;
  return (
    <Diagram
      label={`${t('calibration.risk')}. ${says} ${t('calibration.target', { target: share(targetError) })}`}
      up={riskScale(calibration)}
      xLabel={t('calibration.coverage')}
      yLabel={t('calibration.risk')}
      format={share}
      height={height}
      level={targetError}
      lines={[{ name: 'risk', colour: lineColour(0, palette.mode), points: riskPoints(calibration) }]}
      {...(isReached ? { mark: { x: coverage, y: error } } : {})}
    />
  );
}

function BeforeAfter({ calibration: { before, after, temperature } }: { readonly calibration: Calibration }) {
  const { t, i18n } = useTranslation();
  const { palette } = useTheme();
  const number = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const rows = [
    { name: t('calibration.before'), colour: palette.text.secondary, dash: '5 4', temperature: 1, of: before },
    { name: t('calibration.after'), colour: lineColour(0, palette.mode), dash: undefined, temperature, of: after },
  ];
  return (
    <Table size="small" aria-label={t('calibration.title')} sx={{ maxWidth: 560, fontVariantNumeric: 'tabular-nums' }}>
      <TableHead>
        <TableRow>
          <TableCell />
          <TableCell align="right">{t('calibration.temperature')}</TableCell>
          <TableCell align="right">{t('calibration.ece')}</TableCell>
          <TableCell align="right">{t('calibration.loss')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.name}>
            <TableCell component="th" scope="row">
              <svg width={30} height={8} aria-hidden="true" style={{ marginRight: 8 }}>
                <path d="M0 4H30" stroke={row.colour} strokeWidth={2} strokeDasharray={row.dash} />
              </svg>
              {row.name}
            </TableCell>
            <TableCell align="right">{number.format(row.temperature)}</TableCell>
            <TableCell align="right">{number.format(row.of.expectedCalibrationError)}</TableCell>
            <TableCell align="right">{number.format(row.of.loss)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
