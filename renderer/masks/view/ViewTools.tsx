/** Above the picture: side by side or laid over each other, how the mask is marked, and the zoom. */

import FilledIcon from '@mui/icons-material/Circle';
import OutlineIcon from '@mui/icons-material/CircleOutlined';
import WholeIcon from '@mui/icons-material/FitScreenOutlined';
import LargerIcon from '@mui/icons-material/ZoomIn';
import SmallerIcon from '@mui/icons-material/ZoomOut';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Slider from '@mui/material/Slider';
import Stack from '@mui/material/Stack';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { CELL_COLOURS, type Display, NUCLEUS_COLOUR } from '../../parts/maskDisplay.ts';
import { useShare } from '../../parts/useShare.ts';
import { Key } from '../Key.tsx';
import { type Look, ZOOM_STEP } from './useLook.ts';

const COLOURS = ['yellow', 'green'] as const;

type Props = {
  readonly display: Display;
  readonly onChange: (to: Partial<Display>) => void;
  readonly look: Look;
  readonly hasNucleus: boolean;
};

export function ViewTools({ display, onChange, look, hasNucleus }: Props) {
  const { t } = useTranslation();
  return (
    <Stack direction="row" sx={{ alignItems: 'center', gap: 2, minHeight: 36, flexWrap: 'wrap' }}>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={display.layout}
        aria-label={t('masks.layout')}
        onChange={(_, layout: Display['layout'] | null) => layout !== null && onChange({ layout })}
      >
        <ToggleButton value="side" aria-keyshortcuts="O">
          {t('masks.side')}
        </ToggleButton>
        <ToggleButton value="overlay" aria-keyshortcuts="O">
          {t('masks.overlay')}
          <Key>O</Key>
        </ToggleButton>
      </ToggleButtonGroup>
      {display.layout === 'overlay' && <MarkingTools display={display} onChange={onChange} hasNucleus={hasNucleus} />}
      <Zoom look={look} />
    </Stack>
  );
}

function MarkingTools({ display: { style, colour, opacity }, onChange, hasNucleus }: Omit<Props, 'look'>) {
  const { t } = useTranslation();
  const share = useShare();
  return (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={style}
        aria-label={t('masks.marking')}
        onChange={(_, next: Display['style'] | null) => next !== null && onChange({ style: next })}
      >
        <ToggleButton value="outline" aria-label={t('masks.outline')}>
          <OutlineIcon fontSize="small" />
        </ToggleButton>
        <ToggleButton value="filled" aria-label={t('masks.filled')}>
          <FilledIcon fontSize="small" />
        </ToggleButton>
      </ToggleButtonGroup>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={colour}
        aria-label={t('masks.colour')}
        onChange={(_, next: Display['colour'] | null) => next !== null && onChange({ colour: next })}
      >
        {COLOURS.map((name) => (
          <ToggleButton key={name} value={name} aria-label={t(`masks.colours.${name}`)}>
            <Box
              component="span"
              sx={{ width: 16, height: 16, m: '2px', borderRadius: '50%', bgcolor: CELL_COLOURS[name], border: '1px solid #000' }}
            />
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Slider
        size="small"
        sx={{ width: 110 }}
        value={opacity}
        aria-label={t('masks.opacity')}
        valueLabelDisplay="auto"
        valueLabelFormat={(value) => share(value / 100)}
        onChange={(_, value) => onChange({ opacity: Array.isArray(value) ? (value[0] ?? opacity) : value })}
      />
      {hasNucleus && (
        <Stack direction="row" sx={{ gap: 1.5 }}>
          <Legend colour={CELL_COLOURS[colour]} name={t('masks.cell')} />
          <Legend colour={NUCLEUS_COLOUR} name={t('masks.nucleus')} />
        </Stack>
      )}
    </>
  );
}

function Legend({ colour, name }: { readonly colour: string; readonly name: string }) {
  return (
    <Typography variant="body2" sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
      <Box component="span" aria-hidden sx={{ width: 18, height: 6, borderRadius: 3, bgcolor: colour, border: '1px solid #000' }} />
      {name}
    </Typography>
  );
}

function Zoom({ look }: { readonly look: Look }) {
  const { t } = useTranslation();
  const share = useShare();
  const ways = [
    { name: t('masks.smaller'), key: '−', icon: <SmallerIcon />, act: () => look.zoom(1 / ZOOM_STEP) },
    { name: t('masks.larger'), key: '+', icon: <LargerIcon />, act: () => look.zoom(ZOOM_STEP) },
    { name: t('masks.whole'), key: '0', icon: <WholeIcon />, act: look.whole },
  ];
  return (
    <Stack direction="row" sx={{ alignItems: 'center', ml: 'auto' }}>
      <Typography variant="body2" color="textSecondary" sx={{ mr: 0.5, fontVariantNumeric: 'tabular-nums' }}>
        {share(look.view.scale)}
      </Typography>
      {ways.map(({ name, key, icon, act }) => (
        <Tooltip key={name} title={`${name} (${key})`}>
          <IconButton aria-label={name} onClick={act}>
            {icon}
          </IconButton>
        </Tooltip>
      ))}
    </Stack>
  );
}
