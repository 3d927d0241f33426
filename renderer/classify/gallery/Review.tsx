/** The review of a slide: its gallery, what a person says of its cells, and one of them large. */
import EmptyIcon from '@mui/icons-material/ImageSearch';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cell, SlideDetails } from '../../../app/contract/slides.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { useKeys } from '../../parts/useKeys.ts';
import { LargeCell } from '../large/LargeCell.tsx';
import { Gallery } from './Gallery.tsx';
import { JumpBar } from './JumpBar.tsx';
import { type ReviewKey, reviewKey } from './keys.ts';
import { LabelBar } from './LabelBar.tsx';
import { atCell, ledOn, NOTHING_PICKED, settled, targetsOf } from './picked.ts';
import { sectionsOf } from './sections.ts';
import { useCells } from './useCells.ts';
import { type Said, useLabelling } from './useLabelling.ts';

const SIDE = 134;

export function Review({ slide }: { readonly slide: SlideDetails }) {
  const { t } = useTranslation();
  const { cells, error, retry } = useCells(slide.id, slide.cells);
  return (
    <Box
      component="section"
      aria-label={t('classify.gallery.title')}
      sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}
    >
      {error !== null && <ErrorNotice error={error} onRetry={retry} sx={{ m: 2 }} />}
      {cells === undefined && error === null && (
        <Box sx={{ p: 2, flex: 1 }} aria-busy="true">
          <Skeleton variant="rounded" height="60%" aria-label={t('classify.loading')} />
        </Box>
      )}
      {cells?.length === 0 && <EmptyState icon={<EmptyIcon />} title={t('classify.gallery.none')} />}
      {cells !== undefined && cells.length > 0 && <Reviewed slide={slide} cells={cells} />}
    </Box>
  );
}

function Reviewed({ slide, cells }: { readonly slide: SlideDetails; readonly cells: readonly Cell[] }) {
  const { state, classes } = slide;
  const [kept, setPicked] = useState(NOTHING_PICKED);
  const [isLarge, setIsLarge] = useState(false);
  const [isHeat, setIsHeat] = useState(false);
  const sections = useMemo(() => sectionsOf(cells, classes), [cells, classes]);
  const order = useMemo(() => sections.flatMap((section) => section.cells.map(({ id }) => id)), [sections]);
  const byId = useMemo(() => new Map(cells.map((cell) => [cell.id, cell])), [cells]);
  const picked = settled(kept, order);
  const labelling = useLabelling(slide.id, ([first]) => {
    if (first !== undefined) setPicked(atCell(first));
  });
  const refused = useRefusal(state.kind);
  const targets = targetsOf(picked, order);
  const act = (key: ReviewKey) => {
    if (key.kind === 'heat') return setIsHeat(!isHeat);
    if (refused !== null) return;
    if (key.kind === 'undo') return labelling.undo();
    if (targets.length === 0) return;
    // A cell may leave its part: the next one is found where the label was given.
    setPicked(ledOn(targets, order));
    if (key.kind === 'label') labelling.label(targets, key.label);
    else if (key.kind === 'clear') labelling.label(targets, null);
    else labelling.confirm(targets.flatMap((id) => byId.get(id) ?? []));
  };
  useKeys((event) => {
    const key = reviewKey(event, classes);
    // The space bar presses a button that has the focus.
    const isPressed =
      event.key === ' ' && event.target instanceof Element && event.target.closest('a, button, input, [role=combobox]') !== null;
    const isDialog = event.target instanceof Element && event.target.closest('[role=dialog]:not([data-large])') !== null;
    if (key === undefined || isPressed || isDialog || (key.kind === 'heat' && !isLarge)) return;
    event.preventDefault();
    act(key);
  });
  const focused = picked.focus === null ? undefined : byId.get(picked.focus);
  const step = (by: number) => {
    const to = order[order.indexOf(picked.focus ?? -1) + by];
    return to === undefined ? undefined : () => setPicked(atCell(to));
  };
  const said = useSaid(labelling.said);
  const bar = (
    <LabelBar classes={classes} count={targets.length} refused={refused} hasUndo={slide.lastLabelling !== null} said={said} onKey={act} />
  );
  return (
    <>
      <JumpBar sections={sections} classes={classes} onJump={(id) => setPicked(atCell(id))} />
      {labelling.error !== null && <ErrorNotice error={labelling.error} onClose={labelling.forgetError} sx={{ m: 1 }} />}
      <Box sx={{ position: 'relative', flex: 1, minHeight: 0 }}>
        <Gallery
          sections={sections}
          classes={classes}
          threshold={state.kind === 'open' ? null : state.model.threshold}
          side={SIDE}
          picked={picked}
          isCovered={isLarge}
          onPick={setPicked}
          onOpen={() => setIsLarge(true)}
        />
      </Box>
      {bar}
      {isLarge && focused !== undefined && (
        <LargeCell
          cell={focused}
          classes={classes}
          modelClasses={state.kind === 'open' ? [] : state.model.classes}
          place={{ at: order.indexOf(focused.id) + 1, count: order.length }}
          isHeat={isHeat}
          onHeat={() => setIsHeat(!isHeat)}
          previous={step(-1)}
          next={step(1)}
          onClose={() => setIsLarge(false)}
        >
          {bar}
        </LargeCell>
      )}
    </>
  );
}

/** Why nothing can be labelled now. */
function useRefusal(kind: SlideDetails['state']['kind']): string | null {
  const { t } = useTranslation();
  if (kind === 'review') return null;
  return kind === 'signed' ? t('classify.label.frozen') : t('classify.label.later');
}

function useSaid(said: Said): string {
  const { t } = useTranslation();
  if (said === null) return '';
  return said.kind === 'undone' ? t('classify.label.undone', { count: said.cells }) : t('classify.label.nothingToUndo');
}
