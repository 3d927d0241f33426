/** Long work that goes on, whoever began it and whenever: how far it is, how long it takes, and a way to stop it. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useOrder } from '../connection/calls.ts';
import { useWorkWords } from '../parts/work/useWorkWords.ts';
import { type GoingOn, isGoingOn, shareOf } from '../parts/work/words.ts';
import { useWork } from './useWork.ts';

export function WorkPanel() {
  const { t } = useTranslation();
  const goingOn = useWork().filter(isGoingOn);
  if (goingOn.length === 0) return null;
  return (
    <Box
      component="section"
      aria-label={t('frame.work')}
      sx={{ borderTop: 1, borderColor: 'divider', bgcolor: 'background.paper', maxHeight: '30vh', overflowY: 'auto', flexShrink: 0 }}
    >
      {goingOn.map((work) => (
        <WorkRow key={work.id} work={work} />
      ))}
    </Box>
  );
}

function WorkRow({ work }: { readonly work: GoingOn }) {
  const { t } = useTranslation();
  const { nameOf, farOf } = useWorkWords();
  const stop = useOrder('work.stop');
  const { kind, progress } = work.state;
  const share = shareOf(progress);
  const name = nameOf(work.procedure);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 2, py: 0.75 }}>
      <Typography variant="body2" sx={{ width: 200, flexShrink: 0, fontWeight: 600 }} noWrap title={progress?.task ?? name}>
        {name}
      </Typography>
      <LinearProgress
        sx={{ flex: 1 }}
        variant={share === null ? 'indeterminate' : 'determinate'}
        value={share ?? 0}
        aria-label={progress?.task ?? name}
      />
      <Typography variant="body2" color="textSecondary" sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {progress === null ? '' : farOf(progress)}
      </Typography>
      <Button
        size="small"
        disabled={kind === 'stopping'}
        onClick={() => stop.mutate({ id: work.id })}
        aria-label={t('work.stop', { name })}
      >
        {kind === 'stopping' ? t('frame.stopping') : t('frame.stop')}
      </Button>
    </Box>
  );
}
