/** Below the picture while a mask is corrected: the brush, what is done to the whole mask, undo, save and discard. */
import BrushIcon from '@mui/icons-material/BrushOutlined';
import ClearIcon from '@mui/icons-material/DeleteOutlined';
import FillIcon from '@mui/icons-material/FormatColorFill';
import InvertIcon from '@mui/icons-material/InvertColors';
import RedoIcon from '@mui/icons-material/Redo';
import UndoIcon from '@mui/icons-material/Undo';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Slider from '@mui/material/Slider';
import Stack from '@mui/material/Stack';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { Key } from '../Key.tsx';
import { tellsNucleus } from '../pictures/levels.ts';
import type { Desk } from '../useDesk.ts';
import { EraserIcon } from './EraserIcon.tsx';
import type { Correcting, Tool } from './useCorrecting.ts';

type Props = { readonly desk: Desk; readonly isPenDown: boolean; readonly toPanes: () => void };

export function CorrectionBar({ desk, isPenDown, toPanes }: Props) {
  const { t } = useTranslation();
  const { correcting, keeping, pictures } = desk;
  const { isUnsaved } = correcting.state;
  const keepsNucleus = pictures.shown !== undefined && tellsNucleus(pictures.shown.levels);
  return (
    <Stack sx={{ gap: 1 }}>
      {keeping.isError && <ErrorNotice error={keeping.error} onClose={keeping.reset} />}
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <BrushTools correcting={correcting} toPanes={toPanes} />
        <WholeMask correcting={correcting} />
        <Stack direction="row" sx={{ gap: 1, ml: 'auto' }}>
          <Button color="inherit" aria-keyshortcuts="Escape" onClick={() => desk.leave(correcting.end)}>
            {t(isUnsaved ? 'masks.discard' : 'masks.endCorrecting')}
            <Key>Esc</Key>
          </Button>
          <Button variant="contained" aria-keyshortcuts="Control+S" disabled={!isUnsaved} loading={keeping.isPending} onClick={desk.save}>
            {t('masks.save')}
            <Key>{t('masks.ctrl', { key: 'S' })}</Key>
          </Button>
        </Stack>
      </Stack>
      <Typography variant="caption" color="textSecondary" role="status">
        {isPenDown ? t('masks.penDown') : t('masks.keysPainting')}
        {keepsNucleus && ` ${t('masks.keepsNucleus')}`}
      </Typography>
    </Stack>
  );
}

function BrushTools({ correcting, toPanes }: { readonly correcting: Correcting; readonly toPanes: () => void }) {
  const { t } = useTranslation();
  const { tool, setTool, diameter, largest, resize } = correcting;
  return (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={tool}
        aria-label={t('masks.tool')}
        onChange={(_, next: Tool | null) => {
          if (next !== null) setTool(next);
          toPanes();
        }}
      >
        <ToggleButton value="brush" aria-keyshortcuts="B" sx={{ gap: 0.75 }}>
          <BrushIcon fontSize="small" />
          {t('masks.brush')}
          <Key>B</Key>
        </ToggleButton>
        <ToggleButton value="eraser" aria-keyshortcuts="E" sx={{ gap: 0.75 }}>
          <EraserIcon fontSize="small" />
          {t('masks.eraser')}
          <Key>E</Key>
        </ToggleButton>
      </ToggleButtonGroup>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, mx: 1 }}>
        <Slider
          size="small"
          sx={{ width: 84 }}
          // A small brush needs fine steps, a large one does not.
          min={0}
          max={100}
          step={1}
          value={Math.round((Math.log(diameter) / Math.log(largest)) * 100)}
          aria-label={t('masks.brushSize')}
          getAriaValueText={() => t('masks.pixels', { count: diameter })}
          onChange={(_, at) => resize(Math.round(largest ** ((Array.isArray(at) ? (at[0] ?? 0) : at) / 100)))}
        />
        <Typography variant="body2" sx={{ width: '3.6em', fontVariantNumeric: 'tabular-nums' }}>
          {t('masks.px', { count: diameter })}
        </Typography>
      </Box>
    </>
  );
}

function WholeMask({ correcting: { correction, state } }: { readonly correcting: Correcting }) {
  const { t } = useTranslation();
  if (correction === null) return null;
  const acts: readonly { name: string; key: string; icon: ReactElement; isOff?: boolean; act: () => void }[] = [
    { name: t('masks.fill'), key: 'F', icon: <FillIcon />, act: () => correction.fillHoles() },
    { name: t('masks.invert'), key: 'I', icon: <InvertIcon />, act: () => correction.invert() },
    { name: t('masks.clear'), key: t('masks.delete'), icon: <ClearIcon />, act: () => correction.clear() },
    { name: t('masks.undo'), key: t('masks.ctrl', { key: 'Z' }), icon: <UndoIcon />, isOff: !state.canUndo, act: () => correction.undo() },
    {
      name: t('masks.redo'),
      key: t('masks.ctrlShift', { key: 'Z' }),
      icon: <RedoIcon />,
      isOff: !state.canRedo,
      act: () => correction.redo(),
    },
  ];
  return (
    <Stack direction="row">
      {acts.map(({ name, key, icon, isOff = false, act }) => (
        <Tooltip key={name} title={`${name} (${key})`}>
          <span>
            <IconButton size="small" aria-label={name} disabled={isOff} onClick={act}>
              {icon}
            </IconButton>
          </span>
        </Tooltip>
      ))}
    </Stack>
  );
}
