/** The picture of a cell, and over it what in it speaks for a class. */
import HeatIcon from '@mui/icons-material/Whatshot';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Slider from '@mui/material/Slider';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explanation } from '../../../app/contract/explanation.ts';
import { mediaAddress } from '../../../app/contract/media.ts';
import type { Cell } from '../../../app/contract/slides.ts';
import { useCall } from '../../connection/calls.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { HeatPicture } from '../../parts/heatMap/HeatPicture.tsx';
import { found, mapOfBranch } from '../../parts/heatMap/heatWords.ts';
import { useShare } from '../../parts/useShare.ts';

type CellPictureProps = {
  readonly cell: Cell;
  /** Of the model, in its order. */
  readonly classes: readonly string[];
  /** All of the slide, which give each its colour. */
  readonly colours: readonly string[];
  readonly isHeat: boolean;
  readonly onHeat: () => void;
};

/** The longest side that is asked for; the screen shows no more. */
const SIDE = 1024;

export function CellPicture({ cell, classes, colours, isHeat, onHeat }: CellPictureProps) {
  const { t } = useTranslation();
  const [of, setOf] = useState<string | null>(null);
  const [opacity, setOpacity] = useState(0.7);
  const canExplain = cell.result.kind === 'classified' && cell.sha256 !== null;
  const isShown = isHeat && canExplain;
  const explained = useCall('slides.explain', { cell: cell.id, class: of }, { enabled: isShown, keep: true });
  const map = explained.data === undefined ? undefined : mapOfBranch(explained.data, null);
  const words = useSays(isShown ? explained.data : undefined);
  const predicted = cell.result.kind === 'classified' ? cell.result.predicted : '';
  return (
    <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', bgcolor: 'action.hover' }}>
      <Box sx={{ flex: 1, minHeight: 0, p: 2, display: 'flex', alignItems: 'center', justifyContent: 'center', containerType: 'size' }}>
        {cell.sha256 === null ? (
          <Typography color="textSecondary">{t('classify.large.unreadable')}</Typography>
        ) : (
          <Box sx={{ width: `min(100cqw, ${(100 * cell.width) / Math.max(1, cell.height)}cqh)` }}>
            <HeatPicture
              address={mediaAddress({ kind: 'cell', cell: cell.id, side: SIDE }, cell.sha256.slice(0, 8))}
              width={cell.width}
              height={cell.height}
              map={isShown ? (map ?? null) : null}
              opacity={opacity}
              label={[t('classify.large.title', { file: cell.path }), words].filter((part) => part !== '').join('. ')}
            />
          </Box>
        )}
      </Box>
      {canExplain && (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 2, pb: 1.5, minHeight: 56, flexWrap: 'wrap' }}>
          <Button variant={isHeat ? 'contained' : 'outlined'} size="small" startIcon={<HeatIcon />} aria-pressed={isHeat} onClick={onHeat}>
            {t('classify.large.heat')}
          </Button>
          {isHeat && (
            <>
              <TextField
                select
                size="small"
                label={t('classify.large.heatOf')}
                value={of ?? predicted}
                onChange={({ target }) => setOf(target.value === predicted ? null : target.value)}
                sx={{ minWidth: 170, bgcolor: 'background.paper', borderRadius: 1 }}
              >
                {classes.map((name) => (
                  <MenuItem key={name} value={name}>
                    <ClassName name={name} classes={colours} />
                  </MenuItem>
                ))}
              </TextField>
              <Slider
                size="small"
                sx={{ width: 110 }}
                min={0}
                max={1}
                step={0.05}
                value={opacity}
                aria-label={t('classify.large.opacity')}
                onChange={(_, value) => setOpacity(Array.isArray(value) ? (value[0] ?? 0) : value)}
              />
              <Typography role="status" variant="body2" sx={{ flex: 1, minWidth: 180 }}>
                {explained.isFetching ? t('classify.large.looking') : words}
              </Typography>
              {explained.isError && <ErrorNotice error={explained.error} onRetry={() => void explained.refetch()} />}
            </>
          )}
        </Box>
      )}
    </Box>
  );
}

/** What the map says, in words; '' before there is one. */
function useSays(explanation: Explanation | undefined): string {
  const { t } = useTranslation();
  const share = useShare();
  const map = explanation === undefined ? undefined : mapOfBranch(explanation, null);
  if (explanation === undefined || map === undefined) return '';
  const place = found(map);
  if (place.kind === 'nothing') return t('classify.large.nothing', { class: explanation.class });
  return t('classify.large.says', { class: explanation.class, where: t(`heatMap.where.${place.where}`), share: share(place.share) });
}
