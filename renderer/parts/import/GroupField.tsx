/** The pattern that says which images are of one smear or patient, tried at once on a path that one can change. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EXAMPLE_PATH, EXAMPLE_PATTERN, groupFound } from './groupPattern.ts';
import type { Problem } from './importForm.ts';

type GroupFieldProps = { readonly pattern: string; readonly problem: Problem | undefined; readonly onChange: (pattern: string) => void };

export function GroupField({ pattern, problem, onChange }: GroupFieldProps) {
  const { t } = useTranslation();
  const [path, setPath] = useState(EXAMPLE_PATH);
  const found = groupFound(pattern, path);
  const result =
    found.kind === 'group'
      ? t('import.group.found', { group: found.group })
      : t(found.kind === 'none' ? 'import.group.none' : 'import.group.invalid');
  return (
    <Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
        <TextField
          size="small"
          label={t('import.group.label')}
          value={pattern}
          placeholder={EXAMPLE_PATTERN}
          error={problem !== undefined}
          helperText={
            problem === undefined
              ? t('import.group.hint')
              : t(`import.problem.${problem}`, { why: found.kind === 'invalid' ? found.why : '' })
          }
          onChange={({ target }) => onChange(target.value)}
          slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace' } } }}
        />
        <TextField
          size="small"
          label={t('import.group.try')}
          value={path}
          helperText={pattern === '' ? t('import.group.tryHint') : result}
          onChange={({ target }) => setPath(target.value)}
          slotProps={{
            htmlInput: { spellCheck: false, maxLength: 200, style: { fontFamily: 'monospace' } },
            formHelperText: { role: 'status' },
          }}
        />
      </Box>
      {pattern === '' && (
        <Typography variant="caption" color="textSecondary">
          {t('import.group.example', { pattern: EXAMPLE_PATTERN })}{' '}
          <Button size="small" onClick={() => onChange(EXAMPLE_PATTERN)} sx={{ py: 0 }}>
            {t('import.group.useExample')}
          </Button>
        </Typography>
      )}
    </Box>
  );
}
