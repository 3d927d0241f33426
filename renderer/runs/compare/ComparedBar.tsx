/** The compared runs with their scores: which is the baseline, and which is taken out. */
import CloseIcon from '@mui/icons-material/Close';
import PinIcon from '@mui/icons-material/PushPin';
import PinOutlinedIcon from '@mui/icons-material/PushPinOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { FEWEST_COMPARED, type RunComparison } from '../../../app/contract/runs.ts';
import { useNumbers } from '../useNumbers.ts';
import type { Compared } from './compared.ts';
import { RunMark } from './RunMark.tsx';

export type ComparedBarProps = {
  readonly compared: readonly Compared[];
  readonly judged: RunComparison['judged'];
  readonly onRuns: (runs: readonly number[]) => void;
};

export function ComparedBar({ compared, judged, onRuns }: ComparedBarProps) {
  const ids = compared.map(({ id }) => id);
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5, gridTemplateColumns: columnsFor(compared.length) }}>
      {compared.map((one, place) => (
        <RunCard
          key={one.id}
          one={one}
          judged={judged}
          isBaseline={place === 0}
          onBaseline={() => onRuns([one.id, ...ids.filter((id) => id !== one.id)])}
          {...(ids.length > FEWEST_COMPARED ? { onRemove: () => onRuns(ids.filter((id) => id !== one.id)) } : {})}
        />
      ))}
    </Box>
  );
}

/** No card stands alone in its row. */
function columnsFor(count: number) {
  if (count === 4) return { xs: 'repeat(2, 1fr)', lg: 'repeat(4, 1fr)' };
  return `repeat(${Math.min(3, count)}, 1fr)`;
}

type RunCardProps = {
  readonly one: Compared;
  readonly judged: RunComparison['judged'];
  readonly isBaseline: boolean;
  readonly onBaseline: () => void;
  readonly onRemove?: () => void;
};

function RunCard({ one, judged, isBaseline, onBaseline, onRemove }: RunCardProps) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const { name, run } = one;
  const own = judged.kind === 'together' ? judged.runs.find((of) => of.run === one.id) : undefined;
  const [macroF1, accuracy] = [own?.report.macroAverage.f1 ?? run.scores.macroF1, own?.report.accuracy ?? run.scores.accuracy];
  const range =
    own === undefined
      ? ''
      : t('runs.classes.range', { low: numbers.score(own.macroF1Interval.low), high: numbers.score(own.macroF1Interval.high) });
  return (
    <Paper component="li" sx={{ p: 1.5, minWidth: 0, borderTop: 3, borderTopColor: one.colour }}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 0.5 }}>
        <Box sx={{ flex: 1, minWidth: 0, fontWeight: 600 }}>
          <RunMark look={one} name={name} />
        </Box>
        <Tooltip title={isBaseline ? t('runs.baseline') : t('runs.makeBaseline', { name })}>
          <IconButton size="small" aria-pressed={isBaseline} aria-label={t('runs.makeBaseline', { name })} onClick={onBaseline}>
            {isBaseline ? <PinIcon fontSize="small" /> : <PinOutlinedIcon fontSize="small" />}
          </IconButton>
        </Tooltip>
        {onRemove !== undefined && (
          <Tooltip title={t('runs.remove', { name })}>
            <IconButton size="small" aria-label={t('runs.remove', { name })} onClick={onRemove}>
              <CloseIcon fontSize="small" />
            </IconButton>
          </Tooltip>
        )}
      </Stack>
      <Typography variant="body2" color="textSecondary" noWrap>
        {[t(`runs.networks.${run.network}`), t(`runs.arms.${run.arm}`), isBaseline ? t('runs.baseline') : '']
          .filter((part) => part !== '')
          .join(' · ')}
      </Typography>
      <Stack direction="row" sx={{ mt: 1, alignItems: 'baseline', gap: 1, fontVariantNumeric: 'tabular-nums', flexWrap: 'wrap' }}>
        <Typography component="span" sx={{ fontSize: '1.35rem', fontWeight: 600 }}>
          {numbers.score(macroF1)}
        </Typography>
        <Typography component="span" variant="body2" color="textSecondary">
          {t('runs.columns.macroF1')} {range !== '' && `(${range})`}
        </Typography>
      </Stack>
      <Typography variant="body2" color="textSecondary" sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {t('runs.columns.accuracy')} {numbers.score(accuracy)}
      </Typography>
    </Paper>
  );
}
