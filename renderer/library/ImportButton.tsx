/** Imports another folder, looks at the chosen data set's folder again, or takes the data set out of the library. */
import ImportIcon from '@mui/icons-material/CreateNewFolderOutlined';
import MoreIcon from '@mui/icons-material/MoreVert';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useImportDesk } from '../parts/import/useImportDesk.ts';
import { ForgetDialog } from './ForgetDialog.tsx';

export function ImportButton({ dataSet }: { readonly dataSet: DataSet }) {
  const { t } = useTranslation();
  const { open, begin, outcomes } = useImportDesk();
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const [isForgetting, setIsForgetting] = useState(false);
  const isRescanning = outcomes.some(
    ({ asked, state }) => asked.kind === 'rescan' && asked.dataSet === dataSet.id && state.kind === 'running',
  );
  const choose = (does: () => void) => () => {
    setMenu(null);
    does();
  };
  return (
    <Stack direction="row" sx={{ alignItems: 'center' }}>
      <Button startIcon={<ImportIcon />} onClick={() => open()} sx={{ whiteSpace: 'nowrap' }}>
        {t('import.title')}
      </Button>
      <IconButton aria-label={t('import.actions')} aria-haspopup="menu" onClick={({ currentTarget }) => setMenu(currentTarget)}>
        <MoreIcon />
      </IconButton>
      <Menu anchorEl={menu} open={menu !== null} onClose={() => setMenu(null)}>
        <MenuItem disabled={isRescanning} onClick={choose(() => void begin({ kind: 'rescan', dataSet: dataSet.id, name: dataSet.name }))}>
          {isRescanning ? t('import.rescanning') : t('import.rescan')}
        </MenuItem>
        <MenuItem onClick={choose(() => setIsForgetting(true))}>{t('import.forget')}</MenuItem>
      </Menu>
      <ForgetDialog dataSet={dataSet} open={isForgetting} onClose={() => setIsForgetting(false)} />
    </Stack>
  );
}
