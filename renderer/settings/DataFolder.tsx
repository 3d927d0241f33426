/** Where everything lies, how much room it takes, and another place for it. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useOrder } from '../connection/calls.ts';
import { bytesText } from '../parts/bytesText.ts';
import { FolderField } from './FolderField.tsx';
import { Section } from './Section.tsx';

const PARTS = ['database', 'thumbnails', 'masks', 'studies', 'free'] as const;

export function DataFolder() {
  const { t, i18n } = useTranslation();
  const found = useCall('settings.dataFolder', {});
  const use = useOrder('settings.useDataFolder');
  const [other, setOther] = useState('');
  return (
    <Section title={t('settings.folder')} about={t('settings.folderAbout')}>
      {found.isError && <Alert severity="error">{found.error.message}</Alert>}
      {found.isPending && <Skeleton variant="rounded" height={120} />}
      {found.data !== undefined && (
        <>
          <Typography sx={{ fontFamily: 'monospace', overflowWrap: 'anywhere', mb: 1 }}>{found.data.folder}</Typography>
          <Box component="dl" sx={{ display: 'grid', gridTemplateColumns: '1fr auto', rowGap: 0.5, m: 0, mb: 2, maxWidth: 320 }}>
            {PARTS.flatMap((part) => [
              <Typography component="dt" variant="body2" color="textSecondary" key={part}>
                {t(`settings.${part}`)}
              </Typography>,
              <Typography
                component="dd"
                variant="body2"
                align="right"
                key={`${part} value`}
                sx={{ m: 0, fontVariantNumeric: 'tabular-nums' }}
              >
                {bytesText(found.data[part], i18n.language)}
              </Typography>,
            ])}
          </Box>
        </>
      )}
      <Stack spacing={1} sx={{ alignItems: 'flex-start' }}>
        <Box sx={{ alignSelf: 'stretch' }}>
          <FolderField label={t('settings.otherFolder')} help={t('settings.otherFolderHelp')} value={other} onChange={setOther} />
        </Box>
        <Button variant="outlined" disabled={other.trim() === ''} onClick={() => use.mutate({ folder: other.trim() })}>
          {t('settings.use')}
        </Button>
        {use.isSuccess && <Alert severity="success">{t('settings.used', { folder: use.variables.folder })}</Alert>}
        {use.isError && <Alert severity="error">{use.error.message}</Alert>}
      </Stack>
    </Section>
  );
}
