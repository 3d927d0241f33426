/** Where the compared runs looked in the images of a gallery: a row for each image, a column for each run. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GalleryImage } from '../../../app/contract/runs.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { HeatControls } from '../../parts/heatMap/HeatControls.tsx';
import { askedClass, FIRST_VIEW, type HeatView } from '../../parts/heatMap/heatOf.ts';
import { type ExplainedRun, RunHeatMap } from '../../parts/heatMap/RunHeatMap.tsx';
import { fileName, Thumbnail } from '../../parts/ThumbnailStrip.tsx';

/** Each is computed for each run: no more than are looked at. */
const ROWS = 6;

/** In pixels, with the gap beside it: larger than that a map shows no more. */
const MAP_WIDTH = 232;

/** What rows of so many runs have room in, the image itself beside them. */
export function widthOfMaps(runs: number): number {
  return 180 + Math.max(2, runs) * MAP_WIDTH;
}

export type GalleryMapsProps = {
  readonly images: readonly GalleryImage[];
  readonly runs: readonly ExplainedRun[];
  /** Of the data set, for their colours. */
  readonly classes: readonly string[];
  readonly onImage: (image: number) => void;
  /** Where there are more images than were handed over. */
  readonly onMore: (() => void) | null;
};

export function GalleryMaps({ images, runs, classes, onImage, onMore }: GalleryMapsProps) {
  const { t } = useTranslation();
  const [view, setView] = useState(FIRST_VIEW);
  const [rows, setRows] = useState(ROWS);
  const more = () => {
    if (rows + ROWS > images.length) onMore?.();
    setRows(rows + ROWS);
  };
  return (
    <>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        {t('heatMap.about')}
      </Typography>
      <HeatControls view={view} onView={setView} classes={classes} />
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {images.slice(0, rows).map((one) => (
          <Row key={one.image.id} {...{ one, runs, classes, view, onImage }} />
        ))}
      </Box>
      {(rows < images.length || onMore !== null) && (
        <Button sx={{ mt: 2 }} variant="outlined" onClick={more}>
          {t('runs.gallery.more')}
        </Button>
      )}
    </>
  );
}

type RowProps = Pick<GalleryMapsProps, 'runs' | 'classes' | 'onImage'> & { readonly one: GalleryImage; readonly view: HeatView };

function Row({ one: { image, actual }, runs, classes, view, onImage }: RowProps) {
  const { t } = useTranslation();
  const name = fileName(image.path);
  return (
    <Box
      component="li"
      sx={{ display: 'grid', gridTemplateColumns: '124px minmax(0, 1fr)', gap: 2, py: 1.5, borderBottom: 1, borderColor: 'divider' }}
    >
      <Box>
        <ButtonBase
          onClick={() => onImage(image.id)}
          aria-label={t('runs.gallery.history', { name })}
          title={image.path}
          sx={{ display: 'block', textAlign: 'left', borderRadius: 1, '&:hover': { bgcolor: 'action.hover' } }}
        >
          <Thumbnail sha256={image.sha256} name="" side={124} />
          <Typography variant="caption" component="div" noWrap sx={{ mt: 0.5 }}>
            {name}
          </Typography>
        </ButtonBase>
        <Typography variant="body2" component="div">
          <ClassName name={actual} classes={classes} />
        </Typography>
      </Box>
      <Box
        component="ul"
        aria-label={t('runs.gallery.mapsOf', { name })}
        sx={{
          ...{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5, gridTemplateColumns: `repeat(${runs.length}, minmax(0, 1fr))` },
          maxWidth: runs.length * MAP_WIDTH,
        }}
      >
        {runs.map((run) => (
          <RunHeatMap key={run.id} run={run} image={image} of={askedClass(view.of, actual)} opacity={view.opacity} isBrief />
        ))}
      </Box>
    </Box>
  );
}
