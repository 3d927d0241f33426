/** A backup now, and those there are. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useOrder } from '../connection/calls.ts';
import { bytesText } from '../parts/bytesText.ts';
import { FolderField } from './FolderField.tsx';
import { Section } from './Section.tsx';

export function Backups() {
  const { t, i18n } = useTranslation();
  const backUp = useOrder('settings.backup');
  const backups = useCall('settings.backups', {});
  const folder = useCall('settings.dataFolder', {});
  const size = folder.data && folder.data.database + folder.data.masks + folder.data.studies;
  const [into, setInto] = useState('');
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Section title={t('settings.backup')} about={t('settings.backupAbout')}>
      <Stack spacing={1} sx={{ alignItems: 'flex-start' }}>
        <Box sx={{ alignSelf: 'stretch' }}>
          <FolderField label={t('settings.backupInto')} help={t('settings.backupIntoHelp')} value={into} onChange={setInto} />
        </Box>
        <Stack direction="row" spacing={2} sx={{ alignItems: 'center' }}>
          <Button
            variant="outlined"
            loading={backUp.isPending}
            onClick={() => backUp.mutate({ into: into.trim() === '' ? null : into.trim() }, { onSuccess: () => void backups.refetch() })}
          >
            {t('settings.backUp')}
          </Button>
          {size !== undefined && (
            <Typography variant="body2" color="textSecondary">
              {t('settings.backupSize', { size: bytesText(size, i18n.language) })}
            </Typography>
          )}
        </Stack>
        {backUp.isSuccess && (
          <Alert severity="success" sx={{ overflowWrap: 'anywhere' }}>
            {t('settings.backedUp', { file: backUp.data.file })}
          </Alert>
        )}
        {backUp.isError && <Alert severity="error">{backUp.error.message}</Alert>}
        {backups.isError && <Alert severity="error">{backups.error.message}</Alert>}
        {backups.data?.length === 0 && (
          <Typography variant="body2" color="textSecondary">
            {t('settings.noBackups')}
          </Typography>
        )}
      </Stack>
      {backups.data !== undefined && backups.data.length > 0 && (
        <Table size="small" aria-label={t('settings.backups')} sx={{ mt: 1 }}>
          <TableHead>
            <TableRow>
              <TableCell>{t('settings.made')}</TableCell>
              <TableCell>{t('settings.file')}</TableCell>
              <TableCell align="right">{t('settings.size')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {backups.data.map(({ file, bytes, madeAt }) => (
              <TableRow key={file}>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{when.format(new Date(madeAt))}</TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{file.split(/[\\/]/).at(-1)}</TableCell>
                <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                  {bytesText(bytes, i18n.language)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  );
}
