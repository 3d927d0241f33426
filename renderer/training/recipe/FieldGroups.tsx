/** The fields of a recipe in groups that fold; each says how many of its fields are not those of the recipe it is held against. */
import ExpandIcon from '@mui/icons-material/ExpandMore';
import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FIELDS, type FieldId, GROUPS, type Group } from './fields.ts';
import { differencesOf, fieldsOf, type RecipeForm, recipeOf } from './form.ts';
import type { Against } from './kept.ts';
import { ClassWeights, RecipeField } from './RecipeField.tsx';

export type FieldGroupsProps = {
  readonly form: RecipeForm;
  readonly against: Against;
  readonly classes: readonly string[];
  readonly onChange: (id: FieldId, text: string) => void;
  readonly onWeigh: (name: string, text: string) => void;
};

export function FieldGroups({ form, against, classes, onChange, onWeigh }: FieldGroupsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ReadonlySet<Group>>(new Set(['duration']));
  const fields = fieldsOf(form);
  const asked = recipeOf(form);
  const wrong = 'wrong' in asked ? asked.wrong : [];
  const different = new Set(differencesOf(form, against.form).map(({ id }) => id));
  const fold = (group: Group, isOpen: boolean) =>
    setOpen((before) => new Set(isOpen ? [...before, group] : [...before].filter((other) => other !== group)));
  return (
    <Box>
      {GROUPS.map((group) => {
        const own = fields.filter((id) => FIELDS[id].group === group);
        const count = own.filter((id) => different.has(id)).length;
        const isWrong = own.some((id) => wrong.includes(id));
        if (own.length === 0) return null;
        return (
          <Accordion
            key={group}
            disableGutters
            variant="outlined"
            expanded={open.has(group)}
            onChange={(_, isOpen) => fold(group, isOpen)}
            sx={{ '&:not(:last-of-type)': { borderBottom: 0 }, '&::before': { display: 'none' } }}
            slotProps={{ heading: { component: 'h3' }, transition: { unmountOnExit: true } }}
          >
            <AccordionSummary expandIcon={<ExpandIcon />} sx={{ '& .MuiAccordionSummary-content': { gap: 1, alignItems: 'center' } }}>
              <Box component="span" sx={{ flex: 1, fontWeight: 600 }}>
                {t(`training.groups.${group}`)}
              </Box>
              {isWrong && <Chip size="small" color="error" variant="outlined" label={t('training.cannotBeUsed')} />}
              {count > 0 && <Chip size="small" color="primary" variant="outlined" label={t('training.changed', { count })} />}
            </AccordionSummary>
            <AccordionDetails>
              <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))', alignItems: 'start' }}>
                {own.map((id) => (
                  <RecipeField
                    key={id}
                    id={id}
                    text={form.values[id]}
                    isWrong={wrong.includes(id)}
                    onChange={(text) => onChange(id, text)}
                  />
                ))}
                {group === 'classes' && form.values.classWeights === 'own' && (
                  <ClassWeights classes={classes} weights={form.classWeights} isWrong={wrong.includes('classWeights')} onWeigh={onWeigh} />
                )}
              </Box>
            </AccordionDetails>
          </Accordion>
        );
      })}
    </Box>
  );
}
