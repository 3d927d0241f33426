/** A confusion matrix: rows actual, columns predicted; each cell is shaded by its share of the row. */
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { hex, shade } from '../../../app/contract/colours.ts';
import type { ConfusionMatrix as Counts } from '../../../app/contract/evaluation.ts';
import { ClassName } from '../ClassName.tsx';
import { useShare } from '../useShare.ts';
import { rowShares } from './shares.ts';

export type ConfusionMatrixProps = {
  readonly classes: readonly string[];
  /** `[actual][predicted]` */
  readonly counts: Counts;
  /** What it is of, for who does not see where it stands. */
  readonly label: string;
};

export function ConfusionMatrix({ classes, counts, label }: ConfusionMatrixProps) {
  const { t } = useTranslation();
  return (
    <Box
      component="table"
      aria-label={label}
      sx={{
        borderCollapse: 'separate',
        borderSpacing: 2,
        fontVariantNumeric: 'tabular-nums',
        typography: 'body2',
        '& th': { fontWeight: 400 },
      }}
    >
      <thead>
        <tr>
          <Box component="td" sx={{ verticalAlign: 'bottom', color: 'text.secondary', typography: 'caption', pr: 1 }}>
            {t('matrix.actual')} ↓
            <br />
            {t('matrix.predicted')} →
          </Box>
          {classes.map((name) => (
            <Box component="th" scope="col" key={name} sx={{ height: 104, verticalAlign: 'bottom', p: 0 }}>
              <Box
                sx={{ writingMode: 'vertical-rl', transform: 'rotate(180deg)', mx: 'auto', maxHeight: 104, overflow: 'hidden' }}
                title={name}
              >
                {name}
              </Box>
            </Box>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowShares(counts).map((shares, actual) => (
          <tr key={classes[actual] ?? actual}>
            <Box component="th" scope="row" sx={{ textAlign: 'left', pr: 1, maxWidth: 130 }}>
              <ClassName name={classes[actual] ?? ''} classes={classes} />
            </Box>
            {shares.map((share, predicted) => (
              <Cell
                key={classes[predicted] ?? predicted}
                {...{ share, count: counts[actual]?.[predicted] ?? 0, isRight: actual === predicted }}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  );
}

function Cell({ share, count, isRight }: { readonly share: number; readonly count: number; readonly isRight: boolean }) {
  const { palette } = useTheme();
  const shareText = useShare();
  const { background, text } = shade(share, isRight, palette.mode);
  return (
    <Box
      component="td"
      title={shareText(share)}
      sx={{
        minWidth: 44,
        height: 36,
        textAlign: 'center',
        borderRadius: 0.5,
        bgcolor: hex(background),
        color: count === 0 ? 'text.secondary' : hex(text),
        px: 0.5,
      }}
    >
      {count}
    </Box>
  );
}
