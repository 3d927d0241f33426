/** How many images each class has in each split, as bars that filter the library, or as a table. */
import ChartIcon from '@mui/icons-material/BarChart';
import TableIcon from '@mui/icons-material/TableRows';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classColour } from '../../app/contract/colours.ts';
import type { DataSet } from '../../app/contract/dataSets.ts';
import type { Split } from '../../app/contract/words.ts';
import { useCall } from '../connection/calls.ts';
import { ClassName } from '../parts/ClassName.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorNotice } from '../parts/ErrorNotice.tsx';
import { BalanceTable } from './BalanceTable.tsx';
import { balanceBySplit, type ClassCount, largestShare, percentDigits, type SplitBalance } from './balance.ts';

export type BalanceFilter = { readonly class: string | null; readonly split: Split };

export type BalanceChartProps = {
  readonly dataSet: DataSet;
  readonly onFilter: (filter: BalanceFilter) => void;
};

export function BalanceChart({ dataSet, onFilter }: BalanceChartProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const balance = useCall('library.balance', { dataSet: dataSet.id }, { keep: true });
  if (balance.isError) return <ErrorNotice error={balance.error} onRetry={() => void balance.refetch()} />;
  if (balance.data === undefined) return <Skeleton variant="rounded" height={180} aria-busy="true" aria-label={t('balance.title')} />;
  const splits = balanceBySplit(balance.data, dataSet.classes);
  if (splits.length === 0) return <EmptyState title={t('balance.empty')} />;
  return (
    <Stack component="section" aria-label={t('balance.title')} sx={{ gap: 1.5, minWidth: 0 }}>
      <Stack direction="row" sx={{ alignItems: 'center', justifyContent: 'space-between', gap: 2 }}>
        <Typography variant="h2">{t('balance.title')}</Typography>
        <ToggleButtonGroup size="small" exclusive value={view} onChange={(_, to: 'chart' | 'table' | null) => setView(to ?? view)}>
          <ToggleButton value="chart" aria-label={t('balance.asChart')} title={t('balance.asChart')}>
            <ChartIcon fontSize="small" />
          </ToggleButton>
          <ToggleButton value="table" aria-label={t('balance.asTable')} title={t('balance.asTable')}>
            <TableIcon fontSize="small" />
          </ToggleButton>
        </ToggleButtonGroup>
      </Stack>
      {view === 'table' ? (
        <BalanceTable splits={splits} classes={dataSet.classes} />
      ) : (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(250px, 1fr))', gap: 3 }}>
          {splits.map((split) => (
            <SplitBars key={split.split} balance={split} classes={dataSet.classes} widest={largestShare(splits)} onFilter={onFilter} />
          ))}
        </Box>
      )}
    </Stack>
  );
}

type SplitBarsProps = {
  readonly balance: SplitBalance;
  readonly classes: readonly string[];
  /** The share whose bar is as long as there is room. */
  readonly widest: number;
  readonly onFilter: (filter: BalanceFilter) => void;
};

function SplitBars({ balance, classes, widest, onFilter }: SplitBarsProps) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Box>
      <Stack direction="row" sx={{ justifyContent: 'space-between', borderBottom: 1, borderColor: 'divider', pb: 0.5, mb: 0.5, px: 0.75 }}>
        <Typography variant="h3">{t(`words.split.${balance.split}`)}</Typography>
        <Typography variant="body2" color="textSecondary">
          {t('balance.images', { count: balance.images, number: number.format(balance.images) })}
        </Typography>
      </Stack>
      {balance.classes.map((count) => (
        <Bar
          key={count.class ?? '\u0000'}
          {...{ count, classes, widest }}
          split={balance.split}
          onClick={() => onFilter({ class: count.class, split: balance.split })}
        />
      ))}
    </Box>
  );
}

/** Said, but not shown. */
const UNSEEN = { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' } as const;

type BarProps = {
  readonly count: ClassCount;
  readonly split: Split;
  readonly classes: readonly string[];
  readonly widest: number;
  readonly onClick: () => void;
};

function Bar({ count, split, classes, widest, onClick }: BarProps) {
  const { t, i18n } = useTranslation();
  const { images, share } = count;
  const number = new Intl.NumberFormat(i18n.language).format(images);
  const digits = percentDigits(share);
  const percent = new Intl.NumberFormat(i18n.language, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);
  return (
    <ButtonBase
      onClick={onClick}
      disabled={images === 0}
      sx={{
        width: '100%',
        display: 'block',
        textAlign: 'left',
        borderRadius: 1,
        px: 0.75,
        py: 0.5,
        '&:hover': { bgcolor: 'action.hover' },
      }}
    >
      <Stack direction="row" sx={{ gap: 1, typography: 'body2', alignItems: 'baseline', fontVariantNumeric: 'tabular-nums' }}>
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex' }}>
          <ClassName name={count.class} classes={classes} />
        </Box>{' '}
        <span>{number}</span>{' '}
        <Box component="span" sx={{ width: '3.6em', textAlign: 'right', color: 'text.secondary' }}>
          {percent}
        </Box>{' '}
        <Box component="span" sx={UNSEEN}>
          {t('balance.filter', { split: t(`words.split.${split}`) })}
        </Box>
      </Stack>
      <Box
        component="svg"
        aria-hidden
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        sx={{ display: 'block', width: '100%', height: 8, mt: 0.25 }}
      >
        <Box component="rect" width="100" height="4" rx="0.6" sx={{ fill: 'currentColor', opacity: 0.1 }} />
        {images > 0 && <rect width={Math.max(0.7, (share / widest) * 100)} height="4" rx="0.6" fill={classColour(count.class, classes)} />}
      </Box>
    </ButtonBase>
  );
}
