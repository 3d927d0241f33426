/** How far a slide is that is being classified, and the way on where that was interrupted. */
import GoOnIcon from '@mui/icons-material/PlayArrow';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { SlideDetails } from '../../../app/contract/slides.ts';
import { useOrder } from '../../connection/calls.ts';
import { useWork } from '../../frame/useWork.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { WorkProgress } from '../../parts/longWork/WorkProgress.tsx';
import { isGoingOn } from '../../parts/longWork/words.ts';

export function ProgressPanel({ slide, isRunning }: { readonly slide: SlideDetails; readonly isRunning: boolean }) {
  const { t } = useTranslation();
  const work = useWork()
    .filter(isGoingOn)
    .find(({ procedure }) => procedure === 'slides.classify');
  const goOn = useOrder('slides.classify');
  if (isRunning) return <Box sx={{ px: 2, pb: 1.5, minHeight: 80 }}>{work !== undefined && <WorkProgress work={work} />}</Box>;
  return (
    <Box sx={{ px: 2, pb: 1.5, display: 'flex', flexDirection: 'column', gap: 1 }}>
      <Alert
        severity="warning"
        action={
          <Button
            color="inherit"
            startIcon={<GoOnIcon />}
            loading={goOn.isPending}
            onClick={() => goOn.mutate({ slide: slide.id, model: null })}
          >
            {t('classify.progress.goOn')}
          </Button>
        }
      >
        {t('classify.progress.interrupted', { waiting: slide.standings.waiting, cells: slide.cells })} {t('classify.progress.stopped')}
      </Alert>
      {goOn.error !== null && <ErrorNotice error={goOn.error} />}
    </Box>
  );
}
