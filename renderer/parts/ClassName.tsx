/** A class by its colour and its name: never by the colour alone. */
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { classColour } from '../../app/contract/colours.ts';

/** @param props `name` null: without a label; `classes`: those of the data set, which give each its colour */
export function ClassName({ name, classes }: { readonly name: string | null; readonly classes: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, minWidth: 0 }}>
      <Box
        component="span"
        aria-hidden
        sx={{ width: 10, height: 10, flexShrink: 0, borderRadius: '50%', bgcolor: classColour(name, classes) }}
      />
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
        {name ?? t('words.unlabelled')}
      </Box>
    </Box>
  );
}
