/** How far one piece of long work is, in the place where it was begun, with a way to stop it. */
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useGoingOn } from './useGoingOn.ts';
import type { GoingOn } from './words.ts';

export function WorkProgress({ work }: { readonly work: GoingOn }) {
  const { t } = useTranslation();
  const { name, far, bar, isStopping, stopWords, stop } = useGoingOn(work);
  return (
    <Stack sx={{ gap: 1 }}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 2 }}>
        <Typography sx={{ flex: 1, fontWeight: 600 }}>{name}</Typography>
        <Button size="small" disabled={isStopping} onClick={stop}>
          {stopWords}
        </Button>
      </Stack>
      <LinearProgress aria-label={name} {...bar} />
      <Typography variant="body2" color="textSecondary" sx={{ minHeight: '1.5em', fontVariantNumeric: 'tabular-nums' }}>
        {far ?? t('work.begins')}
      </Typography>
    </Stack>
  );
}
