/** How far one piece of long work is, in the place where it was begun, with a way to stop it. */
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useOrder } from '../../connection/calls.ts';
import { useWorkWords } from './useWorkWords.ts';
import { type GoingOn, shareOf } from './words.ts';

export function WorkProgress({ work }: { readonly work: GoingOn }) {
  const { t } = useTranslation();
  const { nameOf, farOf } = useWorkWords();
  const stop = useOrder('work.stop');
  const { kind, progress } = work.state;
  const share = shareOf(progress);
  const name = nameOf(work.procedure);
  return (
    <Stack sx={{ gap: 1 }}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 2 }}>
        <Typography sx={{ flex: 1, fontWeight: 600 }}>{name}</Typography>
        <Button size="small" disabled={kind === 'stopping'} onClick={() => stop.mutate({ id: work.id })}>
          {kind === 'stopping' ? t('frame.stopping') : t('frame.stop')}
        </Button>
      </Stack>
      <LinearProgress aria-label={name} variant={share === null ? 'indeterminate' : 'determinate'} value={share ?? 0} />
      <Typography variant="body2" color="textSecondary" sx={{ minHeight: '1.5em', fontVariantNumeric: 'tabular-nums' }}>
        {progress === null ? t('work.begins') : farOf(progress)}
      </Typography>
    </Stack>
  );
}
