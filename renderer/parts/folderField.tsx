/** How a field shows that it takes the path of a folder. */
import FolderIcon from '@mui/icons-material/FolderOpenOutlined';
import InputAdornment from '@mui/material/InputAdornment';

export const FOLDER_FIELD = {
  htmlInput: { spellCheck: false, autoComplete: 'off', maxLength: 4096 },
  input: {
    startAdornment: (
      <InputAdornment position="start">
        <FolderIcon fontSize="small" />
      </InputAdornment>
    ),
  },
} as const;
