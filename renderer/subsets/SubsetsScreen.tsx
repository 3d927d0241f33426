/** The Subsets screen: choose how much of each class is trained on, see at once what that leaves, save it by name. */
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useCall } from '../connection/calls.ts';
import { ClassCounts } from './ClassCounts.tsx';
import { askedOf, drawingOf, FIRST_DRAWING } from './drawing.ts';
import { Nesting } from './Nesting.tsx';
import { SavedSubsets } from './SavedSubsets.tsx';
import { SubsetForm } from './SubsetForm.tsx';
import { Warnings } from './Warnings.tsx';

export type SubsetsScreenProps = { readonly dataSet: DataSet; readonly choice: ReactNode };

export function SubsetsScreen({ dataSet, choice }: SubsetsScreenProps) {
  const { t } = useTranslation();
  const [drawing, setDrawing] = useState(FIRST_DRAWING);
  const asked = askedOf(drawing);
  const isAsked = !('wrong' in asked);
  const last = isAsked ? asked : { settings: { kind: 'percent', percent: 10, floor: 1 } as const, seed: 1 };
  const counted = useCall('subsets.count', { dataSet: dataSet.id, ...last }, { enabled: isAsked, keep: true });
  const saved = useCall('subsets.list', { dataSet: dataSet.id });
  return (
    <Box sx={{ flex: 1, overflow: 'auto', p: 3 }}>
      <Stack direction="row" sx={{ alignItems: 'center', justifyContent: 'space-between', mb: 1 }}>
        <Typography variant="h1">{t('subsets.title')}</Typography>
        {choice}
      </Stack>
      <Typography color="textSecondary" sx={{ mb: 2, maxWidth: '75ch' }}>
        {t('subsets.about')}
      </Typography>
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: 'minmax(300px, 360px) minmax(0, 1fr)' }, alignItems: 'start' }}
      >
        <SubsetForm dataSet={dataSet} drawing={drawing} asked={asked} onChange={(changes) => setDrawing({ ...drawing, ...changes })} />
        <Stack spacing={2}>
          <Paper sx={{ p: 2 }}>
            <ClassCounts classes={dataSet.classes} counts={counted.data?.counts} />
            <Warnings counted={counted} />
          </Paper>
          <Paper sx={{ p: 2 }}>
            <Nesting counted={counted.data} saved={saved.data ?? []} seed={last.seed} />
          </Paper>
        </Stack>
        <Paper sx={{ p: 2, gridColumn: '1 / -1' }}>
          <SavedSubsets saved={saved} onUse={(subset) => setDrawing(drawingOf(subset, drawing))} />
        </Paper>
      </Box>
    </Box>
  );
}
