/** The head of the large view: which image it is, and the buttons for what its keys do. */
import PreviousIcon from '@mui/icons-material/ChevronLeft';
import NextIcon from '@mui/icons-material/ChevronRight';
import CloseIcon from '@mui/icons-material/Close';
import WholeIcon from '@mui/icons-material/FitScreen';
import LargerIcon from '@mui/icons-material/ZoomIn';
import SmallerIcon from '@mui/icons-material/ZoomOut';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Tool } from '../../parts/Tool.tsx';
import { useShare } from '../../parts/useShare.ts';

export type LargeBarProps = {
  readonly titleId: string;
  readonly title: string;
  /** Where it is among the others. */
  readonly place: string;
  readonly scale: number;
  readonly previous: (() => void) | undefined;
  readonly next: (() => void) | undefined;
  larger(): void;
  smaller(): void;
  whole(): void;
  close(): void;
  readonly children: ReactNode;
};

export function LargeBar({ titleId, title, place, scale, previous, next, larger, smaller, whole, close, children }: LargeBarProps) {
  const { t } = useTranslation();
  const share = useShare();
  return (
    <Box
      sx={{ display: 'flex', alignItems: 'center', gap: 0.5, px: 2, height: 56, flexShrink: 0, borderBottom: 1, borderColor: 'divider' }}
    >
      <Typography variant="h2" id={titleId} noWrap sx={{ minWidth: 80 }}>
        {title}
      </Typography>
      <Typography variant="body2" color="textSecondary" noWrap sx={{ ml: 1, mr: 'auto' }}>
        {place}
      </Typography>
      {children}
      <Tool name={t('library.large.smaller')} icon={<SmallerIcon />} act={smaller} />
      <Typography variant="body2" sx={{ width: 52, textAlign: 'center' }}>
        {share(scale)}
      </Typography>
      <Tool name={t('library.large.larger')} icon={<LargerIcon />} act={larger} />
      <Tool name={t('library.large.whole')} icon={<WholeIcon />} act={whole} />
      <Tool name={t('library.large.previous')} icon={<PreviousIcon />} act={previous} />
      <Tool name={t('library.large.next')} icon={<NextIcon />} act={next} />
      <Tool name={t('frame.close')} icon={<CloseIcon />} act={close} />
    </Box>
  );
}
