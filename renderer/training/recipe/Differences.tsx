/** What differs from the study's recipe, before all that does not; each can be put back. */
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { FieldId } from './fields.ts';
import { differencesOf, type RecipeForm } from './form.ts';
import { useFieldWords } from './useFieldWords.ts';

export type DifferencesProps = {
  readonly form: RecipeForm;
  /** Where it can be changed. */
  readonly onReset?: (id: FieldId, text: string) => void;
};

export function Differences({ form, onReset }: DifferencesProps) {
  const { t } = useTranslation();
  const { labelOf, valueText } = useFieldWords();
  const differences = differencesOf(form);
  if (differences.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary" sx={{ my: 1.5 }}>
        {t('training.asTheStudy')}
      </Typography>
    );
  }
  return (
    <Box sx={{ my: 1.5 }}>
      <Typography variant="body2" sx={{ mb: 0.75 }}>
        {t('training.differs')}
      </Typography>
      <Box
        component="ul"
        aria-label={t('training.differs')}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, m: 0, p: 0, listStyle: 'none' }}
      >
        {differences.map(({ id, usual }) => (
          <li key={id}>
            <Chip
              size="small"
              variant="outlined"
              color={onReset === undefined ? 'default' : 'primary'}
              label={t('training.difference', { field: labelOf(id), value: valueText(id, form.values[id]), usual: valueText(id, usual) })}
              {...(onReset === undefined
                ? {}
                : { title: t('training.usual', { value: valueText(id, usual) }), onDelete: () => onReset(id, usual) })}
            />
          </li>
        ))}
      </Box>
    </Box>
  );
}
