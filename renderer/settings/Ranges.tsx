/** The reference ranges that differential counts are held against. */
import RemoveIcon from '@mui/icons-material/Close';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferenceRanges } from '../../app/contract/differential.ts';
import { useCall, useOrder } from '../connection/calls.ts';
import { formOf, type RangeRow, rangesOf } from './rangesForm.ts';
import { Section } from './Section.tsx';

export function Ranges() {
  const { t } = useTranslation();
  const ranges = useCall('slides.ranges', {});
  return (
    <Section title={t('ranges.title')} about={t('ranges.about')}>
      {ranges.isError && <Alert severity="error">{ranges.error.message}</Alert>}
      {ranges.data !== undefined && <RangesFields key={JSON.stringify(ranges.data.ranges)} ranges={ranges.data.ranges} />}
    </Section>
  );
}

function RangesFields({ ranges }: { readonly ranges: ReferenceRanges }) {
  const { t, i18n } = useTranslation();
  const [form, setForm] = useState(() => formOf(ranges, i18n.language));
  const save = useOrder('slides.setRanges');
  const typed = rangesOf(form);
  const isChanged = JSON.stringify(form) !== JSON.stringify(formOf(ranges, i18n.language));
  const change = (at: number, part: Partial<RangeRow>) =>
    setForm({ ...form, rows: form.rows.map((row, place) => (place === at ? { ...row, ...part } : row)) });
  const field = (at: number, row: RangeRow, part: keyof RangeRow) => (
    <TextField
      size="small"
      label={t(`ranges.${part}`)}
      value={row[part]}
      onChange={({ target }) => change(at, { [part]: target.value })}
      sx={part === 'class' ? { flex: 1, minWidth: 120 } : { width: 92 }}
      slotProps={{ htmlInput: { maxLength: part === 'class' ? 200 : 6, autoComplete: 'off' } }}
    />
  );
  return (
    <Stack sx={{ gap: 1.25 }}>
      {form.rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands at its place
        <Box key={at} sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          {field(at, row, 'class')}
          {field(at, row, 'low')}
          {field(at, row, 'high')}
          <IconButton
            size="small"
            aria-label={t('ranges.remove', { class: row.class })}
            onClick={() => setForm({ ...form, rows: form.rows.filter((_, place) => place !== at) })}
          >
            <RemoveIcon fontSize="small" />
          </IconButton>
        </Box>
      ))}
      <TextField
        size="small"
        required
        label={t('ranges.source')}
        value={form.source}
        onChange={({ target }) => setForm({ ...form, source: target.value })}
        slotProps={{ htmlInput: { maxLength: 300 } }}
      />
      {save.error !== null && <Alert severity="error">{save.error.message}</Alert>}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button onClick={() => setForm({ ...form, rows: [...form.rows, { class: '', low: '', high: '' }] })}>{t('ranges.add')}</Button>
        <Button
          variant="outlined"
          disabled={typed === undefined || !isChanged}
          loading={save.isPending}
          onClick={() => {
            if (typed !== undefined) save.mutate({ ranges: typed });
          }}
        >
          {t('ranges.save')}
        </Button>
      </Box>
    </Stack>
  );
}
