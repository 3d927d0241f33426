/** The images behind a number, in a drawer at the side; one of them leads on to its history over all runs. */
import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gallery } from '../../../app/contract/runs.ts';
import type { Compared } from '../compare/compared.ts';
import { OneOf } from '../compare/OneOf.tsx';
import { GALLERY_VIEWS, GalleryImages, type GalleryView } from './GalleryImages.tsx';
import { widthOfMaps } from './GalleryMaps.tsx';
import { useGalleryWords } from './galleryWords.ts';
import { ImageHistoryView } from './ImageHistoryView.tsx';

export type GalleryDrawerProps = {
  readonly gallery: Gallery;
  readonly compared: readonly Compared[];
  /** Those that the runs tell apart. */
  readonly classes: readonly string[];
  readonly onClose: () => void;
};

export function GalleryDrawer({ gallery, compared, classes, onClose }: GalleryDrawerProps) {
  const { t } = useTranslation();
  const words = useGalleryWords(gallery, compared);
  const [image, setImage] = useState<number | null>(null);
  const [view, setView] = useState<GalleryView>('pictures');
  const options = GALLERY_VIEWS.map((value) => ({ value, name: t(`runs.gallery.${value}`) }));
  const id = useId();
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-labelledby': id,
          sx: { width: view === 'maps' && image === null ? `min(${widthOfMaps(compared.length)}px, 94vw)` : 'min(640px, 92vw)' },
        },
      }}
    >
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1, px: 2, pt: 1.5 }}>
        <Typography variant="h2" id={id} sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
          {words}
        </Typography>
        <IconButton aria-label={t('runs.close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </Stack>
      {/* Hidden, not taken away, so that whoever comes back finds the place again. */}
      <Box sx={{ display: image === null ? 'flex' : 'none', flexDirection: 'column', flex: 1, minHeight: 0 }}>
        <Box sx={{ px: 2, py: 1 }}>
          <OneOf label={t('runs.gallery.view')} value={view} options={options} onChange={setView} />
        </Box>
        <GalleryImages {...{ gallery, compared, classes, view }} onImage={setImage} />
      </Box>
      {image !== null && <ImageHistoryView image={image} compared={compared} onBack={() => setImage(null)} />}
    </Drawer>
  );
}
