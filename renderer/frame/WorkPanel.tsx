/** Long work that goes on, whoever began it and whenever: how far it is, how long it takes, and a way to stop it. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useGoingOn } from '../parts/longWork/useGoingOn.ts';
import { type GoingOn, isGoingOn } from '../parts/longWork/words.ts';
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
  const { name, task = name, far, bar, isStopping, stopWords, stop } = useGoingOn(work);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 2, py: 0.75 }}>
      <Typography variant="body2" sx={{ width: 200, flexShrink: 0, fontWeight: 600 }} noWrap title={task}>
        {name}
      </Typography>
      <LinearProgress sx={{ flex: 1 }} {...bar} aria-label={task} />
      <Typography variant="body2" color="textSecondary" sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {far ?? ''}
      </Typography>
      <Button size="small" disabled={isStopping} onClick={stop} aria-label={t('work.stop', { name })}>
        {stopWords}
      </Button>
    </Box>
  );
}
