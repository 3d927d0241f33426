/** Which folder: chosen in a window of the operating system where there is one, else its path is typed. */
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../ErrorNotice.tsx';
import { FOLDER_FIELD } from '../folderField.tsx';
import { useFolderChoice } from '../useFolderChoice.ts';

type FolderFieldProps = {
  /** The folder that is looked at, '' for none yet. */
  readonly root: string;
  readonly isLooking: boolean;
  readonly onLook: (root: string) => void;
  readonly onLookAgain: () => void;
};

export function FolderField({ root, isLooking, onLook, onLookAgain }: FolderFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(root);
  const look = (path: string) => {
    const folder = path.trim();
    setTyped(folder);
    if (folder === root) onLookAgain();
    else onLook(folder);
  };
  const choice = useFolderChoice(look);
  return (
    <Stack
      component="form"
      sx={{ gap: 1 }}
      onSubmit={(event) => {
        event.preventDefault();
        look(typed);
      }}
    >
      <Stack direction="row" sx={{ gap: 1, alignItems: 'flex-start' }}>
        <TextField
          fullWidth
          autoFocus
          size="small"
          label={t('import.folder')}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          helperText={choice.isThere ? t('import.stays') : t('import.typePath')}
          slotProps={FOLDER_FIELD}
        />
        {choice.isThere && (
          <Button variant="outlined" onClick={choice.choose} loading={choice.isPending} sx={{ height: 40, flexShrink: 0 }}>
            {t('import.choose')}
          </Button>
        )}
        <Button type="submit" variant="outlined" disabled={typed.trim() === ''} loading={isLooking} sx={{ height: 40, flexShrink: 0 }}>
          {t('import.look')}
        </Button>
      </Stack>
      {choice.error !== null && <ErrorNotice error={choice.error} />}
    </Stack>
  );
}
