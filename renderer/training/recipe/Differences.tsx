/** What differs from another recipe, the study's own where none is chosen, before all that does not; each can be put back. */
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldId } from './fields.ts';
import { differencesOf, formOf, type RecipeForm, usualRecipe } from './form.ts';
import type { Against } from './kept.ts';
import { useFieldWords } from './useFieldWords.ts';

export type DifferencesProps = {
  readonly form: RecipeForm;
  readonly against?: Against;
  /** Where another one can be chosen. */
  readonly choice?: ReactNode;
  /** Where it can be changed. */
  readonly onReset?: (id: FieldId) => void;
};

export function Differences({ form, against: given, choice, onReset }: DifferencesProps) {
  const { t } = useTranslation();
  const { labelOf, valueText } = useFieldWords();
  const { name, form: other } = given ?? { name: null, form: formOf(usualRecipe(form.network)) };
  const differences = differencesOf(form, other);
  const title = name === null ? t('training.differs') : t('training.differsFrom', { name });
  const nothing = name === null ? t('training.asTheStudy') : t('training.asTheRecipe', { name });
  const whose = name ?? t('training.study');
  return (
    <Box sx={{ my: 1.5 }}>
      {choice !== undefined && <Box sx={{ '&:not(:empty)': { mb: 1.25 } }}>{choice}</Box>}
      <Typography variant="body2" {...(differences.length === 0 ? { color: 'textSecondary' } : { sx: { mb: 0.75 } })}>
        {differences.length === 0 ? nothing : title}
      </Typography>
      {differences.length > 0 && (
        <Box component="ul" aria-label={title} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, m: 0, p: 0, listStyle: 'none' }}>
          {differences.map(({ id, usual }) => (
            <li key={id}>
              <Chip
                size="small"
                variant="outlined"
                color={onReset === undefined ? 'default' : 'primary'}
                label={t('training.difference', {
                  ...{ field: labelOf(id), value: valueText(id, form.values[id]), whose, usual: valueText(id, usual) },
                })}
                {...(onReset === undefined
                  ? {}
                  : { title: t('training.usual', { whose, value: valueText(id, usual) }), onDelete: () => onReset(id) })}
              />
            </li>
          ))}
        </Box>
      )}
    </Box>
  );
}
