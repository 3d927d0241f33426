/** Sentences of the application, the first few of them until all are asked for. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const FIRST = 3;

export function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const shown = isOpen ? sentences : sentences.slice(0, FIRST);
  return (
    <>
      <Box
        component="ul"
        sx={{ m: 0, pl: sentences.length > 1 ? 2 : 0, listStyle: sentences.length > 1 ? 'disc' : 'none', overflowWrap: 'anywhere' }}
      >
        {shown.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </Box>
      {sentences.length > FIRST && (
        <Button size="small" color="inherit" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)} sx={{ mt: 0.5, ml: -0.5 }}>
          {isOpen ? t('parts.less') : t('parts.all', { count: sentences.length })}
        </Button>
      )}
    </>
  );
}
