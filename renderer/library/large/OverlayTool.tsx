/** Lays the mask over the picture, and says how strongly. */
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Slider from '@mui/material/Slider';
import Switch from '@mui/material/Switch';
import { useTranslation } from 'react-i18next';

export type Overlay = { readonly isOn: boolean; readonly opacity: number };

export function OverlayTool({ overlay, onChange }: { readonly overlay: Overlay; onChange(overlay: Overlay): void }) {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', mr: 1 }}>
      <FormControlLabel
        control={<Switch size="small" checked={overlay.isOn} onChange={(_, isOn) => onChange({ ...overlay, isOn })} />}
        label={t('library.large.overlay')}
        slotProps={{ typography: { variant: 'body2' } }}
      />
      <Slider
        size="small"
        sx={{ width: 80 }}
        min={0.1}
        max={1}
        step={0.05}
        disabled={!overlay.isOn}
        value={overlay.opacity}
        aria-label={t('library.large.opacity')}
        onChange={(_, value) => onChange({ ...overlay, opacity: Array.isArray(value) ? (value[0] ?? 0) : value })}
      />
    </Box>
  );
}
