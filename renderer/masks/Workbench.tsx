/** One image with its mask: looked at, judged and corrected. */
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { ErrorNotice } from '../parts/ErrorNotice.tsx';
import { CELL_COLOURS } from '../parts/maskDisplay.ts';
import { CorrectionBar } from './correction/CorrectionBar.tsx';
import { useBrush } from './correction/useBrush.ts';
import { ImageLine } from './ImageLine.tsx';
import { JudgeBar } from './judging/JudgeBar.tsx';
import type { Command } from './keys.ts';
import { useCommands } from './useCommands.ts';
import type { Desk } from './useDesk.ts';
import { Panes } from './view/Panes.tsx';
import type { PaneKind } from './view/paint.ts';
import { Stage } from './view/Stage.ts';
import { useLayers } from './view/useLayers.ts';
import { useLook, ZOOM_STEP } from './view/useLook.ts';
import { usePaneSize } from './view/usePaneSize.ts';
import { ViewTools } from './view/ViewTools.tsx';

const SIDE_BY_SIDE: readonly PaneKind[] = ['image', 'mask', 'masked'];
const OVERLAY: readonly PaneKind[] = ['overlay'];
/** A turn of the wheel by one notch is about 100. */
const NOTCH = 100;

export function Workbench({ dataSet, desk }: { readonly dataSet: DataSet; readonly desk: Desk }) {
  const { t } = useTranslation();
  const { card, pictures, correcting, display, changeDisplay } = desk;
  const { correction } = correcting;
  const stage = useMemo(() => new Stage(), []);
  const [window, measured] = usePaneSize();
  const { image } = pictures;
  const size = image === undefined ? { width: 1, height: 1 } : { width: image.width, height: image.height };
  const look = useLook(size, window, card?.id ?? 0);
  const layers = useLayers(pictures.mask, correction, stage);
  const brush = useBrush({ correcting, stage, look, image: size });
  const panes = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const marking = { style: display.style, colour: CELL_COLOURS[display.colour], opacity: display.opacity / 100 };
    const scene = image === undefined ? null : { image, ...layers, marking, brush: brush.brush() };
    stage.wheel = (event, pane) => {
      const { left, top } = pane.getBoundingClientRect();
      const notches = Math.min(3, Math.max(-3, -event.deltaY / NOTCH));
      look.zoom(ZOOM_STEP ** notches, { x: event.clientX - left, y: event.clientY - top });
    };
    stage.show(scene === null || window.width === 0 ? null : { scene, view: look.view });
  });

  const begin = () => {
    if (!desk.correct()) return false;
    brush.toMiddle();
    panes.current?.focus();
    return true;
  };
  const corrects: Partial<Record<Command['kind'], () => void>> = {
    press: brush.press,
    pen: brush.pen,
    fill: () => correction?.fillHoles(),
    invert: () => correction?.invert(),
    clear: () => correction?.clear(),
    undo: () => correction?.undo(),
    redo: () => correction?.redo(),
    save: desk.save,
    leave: () => desk.leave(correcting.end),
  };
  useCommands(correction !== null, (command) => {
    switch (command.kind) {
      case 'zoom':
        look.zoom(ZOOM_STEP ** command.direction);
        return true;
      case 'whole':
        look.whole();
        return true;
      case 'layout':
        changeDisplay({ layout: display.layout === 'side' ? 'overlay' : 'side' });
        return true;
      case 'pan':
        look.pan(command.by);
        return true;
      case 'move':
        brush.move(command.by);
        return true;
      case 'size':
        correcting.step(command.direction);
        return true;
      case 'tool':
        correcting.setTool(command.tool);
        return true;
      case 'step':
        return desk.step(command.by);
      case 'judge':
        return desk.judge(command.verdict);
      case 'undoJudgement':
        return desk.undoJudgement();
      case 'correct':
        return begin();
      default:
        corrects[command.kind]?.();
        return corrects[command.kind] !== undefined;
    }
  });

  if (card === null) return null;
  return (
    <Box
      component="section"
      aria-label={t('masks.workbench')}
      sx={{ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column', gap: 1, p: 2, pt: 1.5 }}
    >
      <ImageLine card={card} classes={dataSet.classes} desk={desk} />
      <ViewTools display={display} onChange={changeDisplay} look={look} hasNucleus={layers.nucleus !== null} />
      {pictures.error !== null && <ErrorNotice error={pictures.error} onRetry={pictures.retry} />}
      {image === undefined ? (
        <Skeleton variant="rounded" sx={{ flex: 1, transform: 'none' }} aria-busy={pictures.error === null} />
      ) : (
        <Panes
          kinds={display.layout === 'side' ? SIDE_BY_SIDE : OVERLAY}
          {...{ stage, measured }}
          name={t('masks.picture')}
          help={t(correction === null ? 'masks.keysLooking' : 'masks.keysPainting')}
          pointer={brush.pointer}
          keys={{
            onKeyUp: ({ key }) => {
              if (key === ' ' && !brush.isPenDown) brush.release();
            },
            onBlur: brush.release,
          }}
          cursor={correction !== null ? 'none' : look.isPart ? 'grab' : 'default'}
          focusRef={panes}
        />
      )}
      {correction === null ? (
        <JudgeBar desk={desk} onCorrect={begin} />
      ) : (
        <CorrectionBar desk={desk} isPenDown={brush.isPenDown} toPanes={() => panes.current?.focus()} />
      )}
    </Box>
  );
}
