/** One cell over the whole window: its picture, why the model takes it for what it does, and what it could be instead. */
import PreviousIcon from '@mui/icons-material/ChevronLeft';
import NextIcon from '@mui/icons-material/ChevronRight';
import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import Typography from '@mui/material/Typography';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cell } from '../../../app/contract/slides.ts';
import { Tool } from '../../parts/Tool.tsx';
import { ResearchUse } from '../ResearchUse.tsx';
import { CellFacts } from './CellFacts.tsx';
import { CellPicture } from './CellPicture.tsx';

export type LargeCellProps = {
  readonly cell: Cell;
  readonly classes: readonly string[];
  /** In the order of the probabilities. */
  readonly modelClasses: readonly string[];
  readonly place: { readonly at: number; readonly count: number };
  readonly isHeat: boolean;
  readonly onHeat: () => void;
  readonly previous: (() => void) | undefined;
  readonly next: (() => void) | undefined;
  readonly onClose: () => void;
  /** The bar of labels. */
  readonly children: ReactNode;
};

export function LargeCell({ cell, classes, modelClasses, place, isHeat, onHeat, previous, next, onClose, children }: LargeCellProps) {
  const { t } = useTranslation();
  const titleId = useId();
  const onKeyDown = ({ key, target }: KeyboardEvent) => {
    if (target instanceof HTMLInputElement) return;
    if (key === 'ArrowLeft' || key === 'PageUp') previous?.();
    if (key === 'ArrowRight' || key === 'PageDown') next?.();
  };
  return (
    <Dialog
      fullScreen
      open
      onClose={onClose}
      onKeyDown={onKeyDown}
      transitionDuration={0}
      disableRestoreFocus
      aria-labelledby={titleId}
      slotProps={{ paper: { ...LARGE } }}
    >
      <Box data-large tabIndex={-1} ref={focused} sx={{ display: 'flex', flexDirection: 'column', height: '100%', outline: 'none' }}>
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 0.5,
            px: 2,
            height: 56,
            flexShrink: 0,
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <Typography variant="h2" id={titleId} noWrap>
            {t('classify.large.title', { file: cell.path })}
          </Typography>
          <Typography variant="body2" color="textSecondary" noWrap sx={{ ml: 1, mr: 'auto' }}>
            {t('classify.large.place', place)}
          </Typography>
          <ResearchUse />
          <Tool name={t('classify.large.previous')} icon={<PreviousIcon />} act={previous} />
          <Tool name={t('classify.large.next')} icon={<NextIcon />} act={next} />
          <Tool name={t('frame.close')} icon={<CloseIcon />} act={onClose} />
        </Box>
        <Box sx={{ flex: 1, minHeight: 0, display: 'flex' }}>
          <CellPicture key={cell.id} cell={cell} classes={modelClasses} colours={classes} isHeat={isHeat} onHeat={onHeat} />
          <CellFacts cell={cell} classes={classes} modelClasses={modelClasses} />
        </Box>
        {children}
      </Box>
    </Dialog>
  );
}

/** So that keys of the review are heard here, and not in other dialogs. */
const LARGE = { 'data-large': true };

/** The keys are heard from the first moment on. */
function focused(element: HTMLElement | null): void {
  element?.focus();
}
