/** Images side by side in one row, each with its name and class below, to be compared by eye. */
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { ImageCard } from '../../app/contract/library.ts';
import { mediaAddress } from '../../app/contract/media.ts';
import { ClassName } from './ClassName.tsx';

/** An image of which only the path is known, or all that a card says. */
export type StripImage = { readonly path: string; readonly card: Pick<ImageCard, 'sha256' | 'class' | 'split'> | null };

export type ThumbnailStripProps = {
  /** What the row shows, for whoever does not see it. */
  readonly label: string;
  readonly images: readonly StripImage[];
  /** Of the data set, for the colours. */
  readonly classes: readonly string[];
  /** Of a picture, in CSS pixels. */
  readonly side?: number;
};

export function ThumbnailStrip({ label, images, classes, side = 96 }: ThumbnailStripProps) {
  return (
    <Stack component="ul" direction="row" aria-label={label} sx={{ listStyle: 'none', m: 0, p: 0, gap: 1.5, flexWrap: 'wrap' }}>
      {images.map((image) => (
        <StripItem key={image.path} image={image} classes={classes} side={side} />
      ))}
    </Stack>
  );
}

type StripItemProps = { readonly image: StripImage; readonly classes: readonly string[]; readonly side: number };

function StripItem({ image: { path, card }, classes, side }: StripItemProps) {
  const { t } = useTranslation();
  return (
    <Box component="li" sx={{ width: side + 32 }}>
      <Thumbnail sha256={card?.sha256 ?? null} name={path} side={side} />
      <Tooltip title={path}>
        <Typography variant="caption" component="div" noWrap>
          {fileName(path)}
        </Typography>
      </Tooltip>
      {card !== null && (
        <Stack sx={{ typography: 'caption', color: 'text.secondary' }}>
          <ClassName name={card.class} classes={classes} />
          <span>{t(`words.split.${card.split}`)}</span>
        </Stack>
      )}
    </Box>
  );
}

/** One thumbnail; a quiet square where the picture is not known. */
export function Thumbnail({ sha256, name, side }: { readonly sha256: string | null; readonly name: string; readonly side: number }) {
  const look = { width: side, height: side, borderRadius: 1, bgcolor: 'action.hover', display: 'block', objectFit: 'contain' } as const;
  if (sha256 === null) return <Box sx={look} />;
  return <Box component="img" src={mediaAddress({ kind: 'thumbnail', sha256 })} alt={name} loading="lazy" sx={look} />;
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
