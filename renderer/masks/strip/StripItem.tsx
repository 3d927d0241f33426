/** One image of the strip: thumbnail, name, class and what its mask is. */
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { ImageCard } from '../../../app/contract/library.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { fileName, Thumbnail } from '../../parts/ThumbnailStrip.tsx';
import type { Verdict } from '../judging/judgements.ts';

type Props = {
  readonly index: number;
  readonly count: number;
  /** CSS pixels from the top. */
  readonly start: number;
  readonly height: number;
  /** Undefined as long as it is not there. */
  readonly card: ImageCard | undefined;
  readonly classes: readonly string[];
  readonly isOpen: boolean;
  /** What a person has just decided. */
  readonly verdict: Verdict | 'drawn' | undefined;
  readonly onOpen: () => void;
};

export function StripItem({ index, count, start, height, card, classes, isOpen, verdict, onOpen }: Props) {
  const { t } = useTranslation();
  const standing = verdict ?? card?.mask ?? 'none';
  return (
    <Box
      id={`strip-${index}`}
      role="option"
      aria-selected={isOpen}
      aria-setsize={count}
      aria-posinset={index + 1}
      onClick={onOpen}
      sx={{
        ...{ position: 'absolute', top: start, left: 0, right: 0, height, px: 1.5, py: 0.5, cursor: 'pointer' },
        ...{ display: 'flex', alignItems: 'center', gap: 1.5, borderLeft: 4, borderColor: isOpen ? 'primary.main' : 'transparent' },
        ...{ bgcolor: isOpen ? 'action.hover' : 'transparent', '&:hover': { bgcolor: 'action.hover' } },
      }}
    >
      {card === undefined ? (
        <Skeleton variant="rounded" width="100%" height={height - 16} />
      ) : (
        <>
          <Thumbnail sha256={card.sha256} name="" side={height - 12} />
          <Stack sx={{ minWidth: 0, flex: 1 }}>
            <Typography variant="body2" noWrap title={card.path} sx={{ fontWeight: isOpen ? 600 : 400 }}>
              {fileName(card.path)}
            </Typography>
            <Box sx={{ typography: 'caption', color: 'text.secondary', display: 'flex' }}>
              <ClassName name={card.class} classes={classes} />
            </Box>
            <Typography variant="caption" noWrap sx={{ color: standing === 'proposed' ? 'warning.main' : 'text.secondary' }}>
              {t(`masks.standing.${standing}`)}
            </Typography>
          </Stack>
        </>
      )}
    </Box>
  );
}
