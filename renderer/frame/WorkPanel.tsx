/** Long work that goes on, whoever began it: how far it is, how long it takes, and a way to stop it. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Work } from '../../app/contract/work.ts';
import { useOrder } from '../connection/calls.ts';
import { useWork } from './useWork.ts';

export function WorkPanel() {
  const { t } = useTranslation();
  const running = useWork().filter(({ state }) => state.kind === 'running' || state.kind === 'stopping');
  if (running.length === 0) return null;
  return (
    <Box component="section" aria-label={t('frame.work')} sx={{ borderTop: 1, borderColor: 'divider', bgcolor: 'background.paper' }}>
      {running.map((work) => (
        <WorkRow key={work.id} work={work} />
      ))}
    </Box>
  );
}

function WorkRow({ work }: { readonly work: Work }) {
  const { t } = useTranslation();
  const stop = useOrder('work.stop');
  const progress = 'progress' in work.state ? work.state.progress : null;
  const isStopping = work.state.kind === 'stopping';
  const share = progress === null || progress.total === 0 ? null : (progress.done / progress.total) * 100;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 2, py: 1 }}>
      <Typography variant="body2" sx={{ minWidth: 240 }} noWrap>
        {progress?.task ?? work.procedure}
      </Typography>
      <LinearProgress
        sx={{ flex: 1 }}
        variant={share === null ? 'indeterminate' : 'determinate'}
        value={share ?? 0}
        aria-label={progress?.task ?? work.procedure}
      />
      <Typography variant="body2" color="text.secondary">
        {progress === null ? '' : `${progress.done} / ${progress.total}`}
      </Typography>
      <Button size="small" disabled={isStopping} onClick={() => stop.mutate({ id: work.id })}>
        {isStopping ? t('frame.stopping') : t('frame.stop')}
      </Button>
    </Box>
  );
}
