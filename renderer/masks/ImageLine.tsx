/** What the open image is: its name, class, split and size, and what its mask is. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { ImageCard, MaskOrigin } from '../../app/contract/library.ts';
import { ClassName } from '../parts/ClassName.tsx';
import { fileName } from '../parts/ThumbnailStrip.tsx';
import { useShare } from '../parts/useShare.ts';
import type { Desk } from './useDesk.ts';

type Props = { readonly card: ImageCard; readonly classes: readonly string[]; readonly desk: Desk };

export function ImageLine({ card, classes, desk }: Props) {
  const { t } = useTranslation();
  const { pictures, correcting } = desk;
  const share = useShare();
  const { shown } = pictures;
  const standing = standingOf(desk);
  return (
    <Stack direction="row" sx={{ alignItems: 'center', gap: 1.5, minHeight: 36, flexWrap: 'wrap' }}>
      <Tooltip title={card.path}>
        <Typography variant="h2" noWrap sx={{ minWidth: 80, flexShrink: 1 }}>
          {fileName(card.path)}
        </Typography>
      </Tooltip>
      <Box sx={{ typography: 'body2' }}>
        <ClassName name={card.class} classes={classes} />
      </Box>
      <Typography variant="body2" color="textSecondary" noWrap>
        {t(`words.split.${card.split}`)} · {card.width} × {card.height}
      </Typography>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1, ml: 'auto' }}>
        {shown?.foreground != null && correcting.correction === null && (
          <Typography variant="body2" color="textSecondary" noWrap>
            {t('masks.area', { share: share(shown.foreground) })}
          </Typography>
        )}
        <Chip
          size="small"
          variant="outlined"
          color={standing === 'proposed' ? 'warning' : 'default'}
          label={t(`masks.standing.${standing}`)}
        />
        {correcting.correction === null && <Origins desk={desk} />}
      </Stack>
    </Stack>
  );
}

export type ShownStanding = 'none' | 'drawn' | 'lab' | 'proposed' | 'accepted' | 'rejected' | 'correcting';

/** Of the mask that is shown. */
function standingOf({ pictures: { shown }, correcting }: Desk): ShownStanding {
  if (correcting.correction !== null) return 'correcting';
  if (shown === undefined) return 'none';
  return shown.origin === 'proposed' ? (shown.proposal ?? 'proposed') : shown.origin;
}

/** Where an image has several masks, which of them is shown; a drawn one can be taken back. */
function Origins({ desk: { pictures, forgetting, show, forget } }: Pick<Props, 'desk'>) {
  const { t } = useTranslation();
  const masks = pictures.details?.masks ?? [];
  return (
    <>
      {masks.length > 1 && (
        <ToggleButtonGroup
          exclusive
          size="small"
          value={pictures.shown?.origin ?? null}
          aria-label={t('masks.shown')}
          onChange={(_, origin: MaskOrigin | null) => origin !== null && show(origin)}
        >
          {masks.map(({ origin }) => (
            <ToggleButton key={origin} value={origin} sx={{ py: 0.25 }}>
              {t(`words.mask.${origin}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      {pictures.shown?.origin === 'drawn' && (
        <Button size="small" color="inherit" loading={forgetting.isPending} onClick={forget}>
          {t('masks.forget')}
        </Button>
      )}
    </>
  );
}
