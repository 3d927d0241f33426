/** A new order: what is trained on what, by which recipe, and what it comes to before it is given. */
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../../app/contract/dataSets.ts';
import { useCall } from '../../connection/calls.ts';
import { RecipePanel } from '../recipe/RecipePanel.tsx';
import { NetworkChoice } from './NetworkChoice.tsx';
import { type OrderForm, orderOf, withDataSets, withInputs, withStart } from './orderForm.ts';
import { PlanBar } from './PlanBar.tsx';
import { RunFields } from './RunFields.tsx';
import { StudyFields } from './StudyFields.tsx';
import { useOfferedName } from './useOfferedName.ts';
import { useOrderForm } from './useOrderForm.ts';

export type OrderPanelProps = {
  readonly dataSet: DataSet;
  readonly dataSets: readonly DataSet[];
  readonly choice: ReactNode;
  readonly onAdded: (entry: number) => void;
};

export function OrderPanel({ dataSet, dataSets, choice, onAdded }: OrderPanelProps) {
  const { t } = useTranslation();
  const [kept, change] = useOrderForm();
  const subsets = useCall('subsets.list', { dataSet: dataSet.id });
  const isEnsemble = kept.kind === 'run' && kept.recipe.network === 'ensemble';
  const side = Number(kept.recipe.values.imageSize);
  const isSide = Number.isInteger(side) && side >= 16 && side <= 2048;
  const { network } = kept.recipe;
  const wanted = { dataSet: dataSet.id, imageSize: isSide ? side : 96, network };
  const possible = useCall('training.inputs', wanted, { enabled: kept.kind === 'run' && isSide });
  const form: OrderForm = {
    ...kept,
    // Of another data set, or forgotten since.
    subset: subsets.data?.find(({ id }) => id === kept.subset)?.id ?? subsets.data?.[0]?.id ?? null,
    inputs: isEnsemble ? withInputs(kept.inputs, possible.data ?? []) : {},
    startsFrom: withStart(kept.startsFrom, possible.data),
    dataSets: withDataSets(kept.dataSets, dataSets),
  };
  const offered = useOfferedName(form, subsets.data ?? []);
  const asked = orderOf(form, dataSet.id, offered);
  const wrong = 'wrong' in asked ? asked.wrong : [];
  return (
    <>
      <Stack
        component="form"
        aria-label={t('training.newOrder')}
        onSubmit={(event) => event.preventDefault()}
        sx={{ gap: 2, p: 2, flex: 1 }}
      >
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', justifyContent: 'space-between', flexWrap: 'wrap' }}>
          <Typography variant="h2">{t('training.newOrder')}</Typography>
          <KindChoice form={form} onChange={(kind) => change({ kind })} />
        </Box>
        <Paper component="section" aria-label={t('training.what')} sx={{ p: 2 }}>
          {form.kind === 'run' ? (
            <Stack sx={{ gap: 2 }}>
              <NetworkChoice form={form} change={change} />
              <RunFields {...{ form, change, wrong, choice, offered }} subsets={subsets} possible={possible} />
            </Stack>
          ) : (
            <StudyFields {...{ form, change, wrong, dataSets, offered }} />
          )}
        </Paper>
        <RecipePanel {...{ form, change, dataSet }} />
      </Stack>
      <PlanBar
        asked={asked}
        onAdded={(entry) => {
          change({ name: '' });
          onAdded(entry);
        }}
      />
    </>
  );
}

function KindChoice({ form: { kind }, onChange }: { readonly form: OrderForm; readonly onChange: (kind: OrderForm['kind']) => void }) {
  const { t } = useTranslation();
  return (
    <ToggleButtonGroup
      exclusive
      color="primary"
      size="small"
      value={kind}
      aria-label={t('training.kind')}
      onChange={(_, wanted: OrderForm['kind'] | null) => wanted !== null && onChange(wanted)}
    >
      <ToggleButton value="run">{t('training.oneNetwork')}</ToggleButton>
      <ToggleButton value="study">{t('training.wholeStudy')}</ToggleButton>
    </ToggleButtonGroup>
  );
}
