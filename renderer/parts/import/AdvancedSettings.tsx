/** What most people leave alone: how the folder is read, shares of the splits, labels, groups and the seed. */
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '../../../app/contract/dataSets.ts';
import { layoutSchema } from '../../../app/contract/library.ts';
import { splitSchema } from '../../../app/contract/words.ts';
import { GroupField } from './GroupField.tsx';
import { drawsSplits, type ImportForm, layoutOf, type Problems, sumOf } from './importForm.ts';

type AdvancedSettingsProps = {
  readonly form: ImportForm;
  readonly preview: ImportPreview;
  readonly problems: Problems;
  readonly onChange: (changes: Partial<ImportForm>) => void;
};

export function AdvancedSettings(props: AdvancedSettingsProps) {
  const { form, problems, onChange } = props;
  const { t } = useTranslation();
  const { name, ...others } = problems;
  const hasProblem = Object.keys(others).length > 0;
  return (
    <Accordion
      disableGutters
      slotProps={{ heading: { component: 'h3' } }}
      sx={{ '&&': { borderRadius: 1 }, '&::before': { display: 'none' } }}
    >
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>
        <Typography component="span" sx={{ fontWeight: 600 }}>
          {t('import.advanced')}
        </Typography>
        {hasProblem && (
          <Typography component="span" color="error" variant="body2" sx={{ ml: 2, alignSelf: 'center' }}>
            {t('import.problemInside')}
          </Typography>
        )}
      </AccordionSummary>
      <AccordionDetails>
        <Stack sx={{ gap: 2.5 }}>
          <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
            <LayoutField {...props} />
            <TextField
              size="small"
              label={t('import.labels')}
              value={form.labels}
              error={problems.labels !== undefined}
              helperText={problems.labels === undefined ? t('import.labelsHint') : t(`import.problem.${problems.labels}`)}
              onChange={({ target }) => onChange({ labels: target.value })}
              slotProps={{ htmlInput: { spellCheck: false, maxLength: 4000 } }}
            />
          </Box>
          <ShareFields {...props} />
          <GroupField pattern={form.groupBy} problem={problems.groupBy} onChange={(groupBy) => onChange({ groupBy })} />
          <TextField
            size="small"
            label={t('import.seed')}
            value={form.seed}
            placeholder="1"
            error={problems.seed !== undefined}
            helperText={problems.seed === undefined ? t('import.seedHint') : t(`import.problem.${problems.seed}`)}
            onChange={({ target }) => onChange({ seed: target.value })}
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
          />
        </Stack>
      </AccordionDetails>
    </Accordion>
  );
}

function LayoutField({ form, preview, onChange }: AdvancedSettingsProps) {
  const { t } = useTranslation();
  const hasLabels = form.labels.trim() !== '';
  return (
    <TextField
      select
      size="small"
      label={t('import.readAs')}
      value={hasLabels ? layoutOf(form, preview) : form.layout}
      disabled={hasLabels}
      helperText={hasLabels ? t('import.layouts.labels') : t(`import.layouts.${layoutOf(form, preview)}`)}
      onChange={({ target }) => onChange({ layout: layoutSchema.safeParse(target.value).data ?? 'found' })}
    >
      <MenuItem value="found">{t('import.found')}</MenuItem>
      {layoutSchema.options.map((layout) => (
        <MenuItem key={layout} value={layout}>
          {t(`import.layoutNames.${layout}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

const USUAL = { train: '80', val: '10', test: '10' } as const;

function ShareFields({ form, preview, problems, onChange }: AdvancedSettingsProps) {
  const { t } = useTranslation();
  const hintId = useId();
  const isOpen = drawsSplits(form, preview);
  const isTyped = splitSchema.options.some((split) => form[split].trim() !== '');
  const hint = isTyped ? t('import.sharesSum', { sum: String(sumOf(form)) }) : t('import.sharesHint');
  const said = problems.shares === undefined ? hint : t(`import.problem.${problems.shares}`, { sum: String(sumOf(form)) });
  return (
    <Box role="group" aria-label={t('import.shares')}>
      <Typography variant="body2" sx={{ mb: 1 }}>
        {t('import.shares')}
      </Typography>
      <Stack direction="row" sx={{ gap: 2 }}>
        {splitSchema.options.map((split) => (
          <TextField
            key={split}
            size="small"
            label={`${t(`words.split.${split}`)} %`}
            placeholder={isTyped || !isOpen ? '' : USUAL[split]}
            value={isOpen ? form[split] : ''}
            disabled={!isOpen}
            error={problems.shares !== undefined}
            onChange={({ target }) => onChange({ [split]: target.value })}
            slotProps={{ htmlInput: { inputMode: 'decimal', 'aria-describedby': hintId } }}
          />
        ))}
      </Stack>
      <Typography
        id={hintId}
        variant="caption"
        color={problems.shares === undefined ? 'textSecondary' : 'error'}
        component="p"
        sx={{ mt: 0.5 }}
      >
        {isOpen ? said : t('import.ownSplits')}
      </Typography>
    </Box>
  );
}
