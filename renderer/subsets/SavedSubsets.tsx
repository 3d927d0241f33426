/** The saved subsets: what each is, whether its data set is still the same, and what can be done with it. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { SavedSubset } from '../../app/contract/library.ts';
import { useClient, useOrder } from '../connection/calls.ts';
import { download } from '../parts/download.ts';

type Props = {
  readonly saved: { readonly data: readonly SavedSubset[] | undefined; readonly error: Error | null };
  readonly onUse: (subset: SavedSubset) => void;
};

export function SavedSubsets({ saved: { data, error }, onUse }: Props) {
  const { t } = useTranslation();
  const forget = useOrder('subsets.forget');
  const failure = error ?? forget.error;
  return (
    <>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('subsets.savedTitle')}
      </Typography>
      {failure !== null && <Alert severity="error">{failure.message}</Alert>}
      {data === undefined && error === null && <Skeleton variant="rounded" height={80} />}
      {data?.length === 0 && <Typography color="textSecondary">{t('subsets.none')}</Typography>}
      {data !== undefined && data.length > 0 && (
        <Table size="small" aria-label={t('subsets.savedTitle')}>
          <TableHead>
            <TableRow>
              <TableCell>{t('subsets.name')}</TableCell>
              <TableCell>{t('subsets.settings')}</TableCell>
              <TableCell align="right">{t('subsets.drawn')}</TableCell>
              <TableCell />
            </TableRow>
          </TableHead>
          <TableBody>
            {data.map((subset) => (
              <SavedRow key={subset.id} subset={subset} onUse={onUse} onForget={() => forget.mutate({ id: subset.id })} />
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}

type RowProps = { readonly subset: SavedSubset; readonly onUse: (subset: SavedSubset) => void; readonly onForget: () => void };

function SavedRow({ subset, onUse, onForget }: RowProps) {
  const { t } = useTranslation();
  const client = useClient();
  const { name, settings, seed, images, isCurrent } = subset;
  const amount = settings.kind === 'percent' ? `${settings.percent} %` : t('subsets.ofEachClass', { count: settings.count });
  const save = async () => {
    const { csv } = await client.call('subsets.files', { id: subset.id });
    download(`${name}.csv`, 'text/csv', csv);
  };
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        {name} {!isCurrent && <Chip size="small" color="warning" variant="outlined" label={t('subsets.old')} />}
      </TableCell>
      <TableCell>{t('subsets.drawnAs', { amount, floor: settings.floor, seed })}</TableCell>
      <TableCell align="right">{t('subsets.images', { count: images })}</TableCell>
      <TableCell align="right">
        <Stack direction="row" spacing={1} sx={{ justifyContent: 'flex-end' }}>
          <Button size="small" aria-label={`${t('subsets.use')}: ${name}`} onClick={() => onUse(subset)}>
            {t('subsets.use')}
          </Button>
          <Button size="small" aria-label={`${t('subsets.files')}: ${name}`} onClick={() => void save()}>
            {t('subsets.files')}
          </Button>
          <Button size="small" color="error" aria-label={`${t('subsets.forget')}: ${name}`} onClick={onForget}>
            {t('subsets.forget')}
          </Button>
        </Stack>
      </TableCell>
    </TableRow>
  );
}
