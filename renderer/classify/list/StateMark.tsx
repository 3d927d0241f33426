/** How far a slide is, by a sign and a word. */
import RunningIcon from '@mui/icons-material/Autorenew';
import InterruptedIcon from '@mui/icons-material/PauseCircleOutlined';
import OpenIcon from '@mui/icons-material/RadioButtonUnchecked';
import ReviewIcon from '@mui/icons-material/RateReviewOutlined';
import SignedIcon from '@mui/icons-material/Verified';
import Box from '@mui/material/Box';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlideState } from '../../../app/contract/slides.ts';
import { type Progressed, progressedOf } from './progressed.ts';

const ICONS: Readonly<Record<Progressed, ReactElement>> = {
  open: <OpenIcon />,
  running: <RunningIcon />,
  interrupted: <InterruptedIcon />,
  review: <ReviewIcon />,
  signed: <SignedIcon />,
};
const COLOURS: Readonly<Record<Progressed, string>> = {
  open: 'text.secondary',
  running: 'primary.main',
  interrupted: 'warning.main',
  review: 'primary.main',
  signed: 'success.main',
};

export function StateMark({ state }: { readonly state: SlideState }) {
  const { t } = useTranslation();
  const far = progressedOf(state);
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, color: COLOURS[far], whiteSpace: 'nowrap', '& svg': { fontSize: 18 } }}
    >
      {ICONS[far]}
      <span>{t(`classify.states.${far}`)}</span>
    </Box>
  );
}
