/** How much is drawn, by which seed, and under which name it is saved. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useOrder } from '../connection/calls.ts';
import { CallFailure } from '../connection/client.ts';
import { type Asked, type Drawing, type Field, isName, offeredName } from './drawing.ts';
import { PercentChoice } from './PercentChoice.tsx';

export type SubsetFormProps = {
  readonly dataSet: DataSet;
  readonly drawing: Drawing;
  readonly asked: Asked | { readonly wrong: readonly Field[] };
  readonly onChange: (changes: Partial<Drawing>) => void;
};

export function SubsetForm({ dataSet, drawing, asked, onChange }: SubsetFormProps) {
  const { t } = useTranslation();
  const wrong = 'wrong' in asked ? asked.wrong : [];
  const field = (name: 'count' | 'floor' | 'seed') => ({
    label: t(`subsets.${name}`),
    helperText: wrong.includes(name) ? t(`subsets.wrong.${name}`) : t(`subsets.help.${name}`),
    error: wrong.includes(name),
    value: drawing[name],
    size: 'small' as const,
    fullWidth: true,
    onChange: ({ target }: { target: { value: string } }) => onChange({ [name]: target.value }),
    slotProps: { htmlInput: { inputMode: 'numeric' as const } },
  });
  return (
    <Paper component="form" sx={{ p: 2 }} onSubmit={(event) => event.preventDefault()} aria-label={t('subsets.draw')}>
      <Stack spacing={2}>
        <ToggleButtonGroup
          exclusive
          fullWidth
          size="small"
          value={drawing.kind}
          aria-label={t('subsets.by')}
          onChange={(_, kind: Drawing['kind'] | null) => kind !== null && onChange({ kind })}
        >
          <ToggleButton value="percent">{t('subsets.byPercent')}</ToggleButton>
          <ToggleButton value="count">{t('subsets.byCount')}</ToggleButton>
        </ToggleButtonGroup>
        {drawing.kind === 'percent' ? (
          <PercentChoice text={drawing.percent} isWrong={wrong.includes('percent')} onChange={(percent) => onChange({ percent })} />
        ) : (
          <TextField {...field('count')} />
        )}
        <Box sx={{ display: 'flex', gap: 2 }}>
          <TextField {...field('floor')} />
          <TextField {...field('seed')} />
        </Box>
        <Saving dataSet={dataSet} drawing={drawing} asked={'wrong' in asked ? null : asked} onChange={onChange} />
      </Stack>
    </Paper>
  );
}

type SavingProps = Pick<SubsetFormProps, 'dataSet' | 'drawing' | 'onChange'> & { readonly asked: Asked | null };

/** A name that stands for another subset is only given away after a second click. */
function Saving({ dataSet, drawing, asked, onChange }: SavingProps) {
  const { t } = useTranslation();
  const save = useOrder('subsets.save');
  const offered = asked === null ? '' : offeredName(asked, (count) => t('subsets.ofEachClass', { count }));
  const name = (drawing.name === '' ? offered : drawing.name).normalize('NFC');
  const isWrong = !isName(name);
  const order = (replace: boolean) => {
    if (asked !== null && !isWrong)
      save.mutate({ dataSet: dataSet.id, ...asked, name, replace }, { onSuccess: () => onChange({ name: '' }) });
  };
  const isTaken = save.error instanceof CallFailure && save.error.failure.kind === 'already-there' && save.variables?.name === name;
  return (
    <>
      <TextField
        size="small"
        label={t('subsets.name')}
        value={drawing.name}
        placeholder={offered}
        slotProps={{ inputLabel: { shrink: true } }}
        error={isWrong}
        helperText={isWrong ? t('subsets.wrong.name') : t('subsets.help.name')}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <Button type="submit" variant="contained" loading={save.isPending} disabled={asked === null || isWrong} onClick={() => order(false)}>
        {t('subsets.save')}
      </Button>
      {save.isError && (
        <Alert
          severity={isTaken ? 'warning' : 'error'}
          action={
            isTaken && (
              <Button color="inherit" sx={{ whiteSpace: 'nowrap' }} onClick={() => order(true)}>
                {t('subsets.replace')}
              </Button>
            )
          }
        >
          {isTaken ? t('subsets.taken', { name }) : save.error.message}
        </Alert>
      )}
      {save.isSuccess && <Alert severity="success">{t('subsets.saved', { name: save.data.name, count: save.data.images })}</Alert>}
    </>
  );
}
