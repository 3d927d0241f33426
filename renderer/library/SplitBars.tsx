/** The classes of one split as bars; each leads to its images. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { classColour } from '../../app/contract/colours.ts';
import type { Split } from '../../app/contract/words.ts';
import { ClassName } from '../parts/ClassName.tsx';
import { useShare } from '../parts/useShare.ts';
import type { ClassCount, SplitBalance } from './balance.ts';

export type BalanceFilter = { readonly class: string | null; readonly split: Split };

type SplitBarsProps = {
  readonly balance: SplitBalance;
  readonly classes: readonly string[];
  /** The share whose bar is as long as there is room. */
  readonly widest: number;
  readonly onFilter: (filter: BalanceFilter) => void;
};

export function SplitBars({ balance, classes, widest, onFilter }: SplitBarsProps) {
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
  const shareWords = useShare();
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
          {shareWords(share)}
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
