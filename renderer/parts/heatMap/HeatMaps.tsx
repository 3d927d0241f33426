/** Where runs looked in an image, side by side: for what each took it for, for what it is labelled, or for one class of all. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImageCard } from '../../../app/contract/library.ts';
import { HeatControls } from './HeatControls.tsx';
import { askedClass, FIRST_VIEW } from './heatOf.ts';
import { type ExplainedRun, RunHeatMap } from './RunHeatMap.tsx';

export type HeatMapsProps = {
  readonly image: Pick<ImageCard, 'id' | 'sha256' | 'width' | 'height' | 'class'>;
  /** Finished ones that tell classes apart. */
  readonly runs: readonly ExplainedRun[];
  /** Of the data set, for their colours. */
  readonly classes: readonly string[];
};

export function HeatMaps({ image, runs, classes }: HeatMapsProps) {
  const { t } = useTranslation();
  const [view, setView] = useState(FIRST_VIEW);
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id}>
      <Typography variant="h3" id={id} sx={{ mb: 0.5 }}>
        {t('heatMap.title')}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        {t('heatMap.about')}
      </Typography>
      <Box sx={{ mb: 2 }}>
        <HeatControls view={view} onView={setView} classes={classes} />
      </Box>
      <Box
        component="ul"
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))' }}
      >
        {runs.map((run) => (
          <RunHeatMap key={run.id} run={run} image={image} of={askedClass(view.of, image.class)} opacity={view.opacity} />
        ))}
      </Box>
    </Box>
  );
}
