/** Where one run looked in an image, with what it took it for. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explanation, HeatMap } from '../../../app/contract/explanation.ts';
import type { ImageCard } from '../../../app/contract/library.ts';
import { mediaAddress } from '../../../app/contract/media.ts';
import { useCall } from '../../connection/calls.ts';
import { HeatPicture } from './HeatPicture.tsx';
import { found, mapOfBranch, probabilityOf } from './heatWords.ts';

export type ExplainedRun = { readonly id: number; readonly name: string /** How the run is shown. */; readonly mark: ReactNode };

export type RunHeatMapProps = {
  readonly run: ExplainedRun;
  readonly image: Pick<ImageCard, 'id' | 'sha256' | 'width' | 'height'>;
  /** null: what the run takes the image for. */
  readonly of: string | null;
  readonly opacity: number;
  /** Without the layer and the choice of a branch, where there are many. */
  readonly isBrief?: boolean;
};

export function RunHeatMap({ run, image, of, opacity, isBrief = false }: RunHeatMapProps) {
  const { t } = useTranslation();
  const [branch, setBranch] = useState<string | null>(null);
  // The picture before stays until the next one is there.
  const explained = useCall('runs.explain', { run: run.id, image: image.id, class: of }, { keep: true });
  const explanation = explained.data;
  const map = explanation && mapOfBranch(explanation, branch);
  const says = useSays();
  const words = explanation === undefined || map === undefined ? t('heatMap.looking') : says(explanation, map);
  return (
    <Stack component="li" sx={{ gap: 0.5, minWidth: 0 }} aria-busy={explained.isFetching}>
      <Box sx={{ minWidth: 0, overflow: 'hidden' }}>{run.mark}</Box>
      <HeatPicture
        address={mediaAddress({ kind: 'image', image: image.id, side: 384 }, image.sha256.slice(0, 8))}
        width={image.width}
        height={image.height}
        map={map ?? null}
        opacity={opacity}
        label={t('heatMap.picture', { run: run.name, words })}
      />
      {explained.isError ? (
        // In so narrow a column a notice would be one word wide.
        <Box role="alert">
          <Typography variant="body2" color="error" sx={{ overflowWrap: 'anywhere' }}>
            {explained.error.message}
          </Typography>
          <Button size="small" onClick={() => void explained.refetch()}>
            {t('frame.retry')}
          </Button>
        </Box>
      ) : (
        <>
          <Typography variant="body2">{words}</Typography>
          {map !== undefined && !isBrief && (
            <Typography variant="caption" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
              {map.layer}
            </Typography>
          )}
          {explanation !== undefined && explanation.maps.length > 1 && !isBrief && (
            <TextField
              select
              size="small"
              label={t('heatMap.branch')}
              value={map?.branch ?? ''}
              onChange={(event) => setBranch(event.target.value)}
              sx={{ mt: 1 }}
            >
              {explanation.maps.map((one) => (
                <MenuItem key={one.branch} value={one.branch ?? ''}>
                  {t('heatMap.weighs', { branch: one.branch, weight: one.weight })}
                </MenuItem>
              ))}
            </TextField>
          )}
        </>
      )}
    </Stack>
  );
}

function useSays(): (explanation: Explanation, map: HeatMap) => string {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (explanation, map) => {
    const name = explanation.class;
    const probability = percent.format(100 * probabilityOf(explanation, name));
    const place = found(map);
    if (place.kind === 'nothing') return t('heatMap.nothing', { class: name, probability });
    return t('heatMap.says', {
      ...{ class: name, probability, where: t(`heatMap.where.${place.where}`), share: percent.format(100 * place.share) },
    });
  };
}
