/** An entry of the queue at full size: how it stands and what can be done with it, and the run of it that is looked at. */
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../../app/contract/dataSets.ts';
import type { QueueEntry, RunRecipe } from '../../../app/contract/training.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { shownRun } from '../queue/actions.ts';
import { StateMark } from '../queue/StateMark.tsx';
import { Differences } from '../recipe/Differences.tsx';
import { differencesOf, formOf } from '../recipe/form.ts';
import { EntryActions } from './EntryActions.tsx';
import { EntryNotices } from './EntryNotices.tsx';
import { LiveStrip } from './LiveStrip.tsx';
import { RunView } from './RunView.tsx';

export type EntryViewProps = {
  readonly entry: QueueEntry;
  readonly dataSets: readonly DataSet[];
  readonly onAgain: () => void;
  /** Its table is asked for. */
  readonly onStudy: (study: number) => void;
};

export function EntryView({ entry, dataSets, onAgain, onStudy }: EntryViewProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number | null>(null);
  const run = entry.runs.find(({ id }) => id === (chosen ?? shownRun(entry)));
  return (
    <Stack sx={{ gap: 2, p: 2, flex: 1 }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'flex-start', justifyContent: 'space-between', flexWrap: 'wrap' }}>
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="h2" noWrap>
            {entry.name}
          </Typography>
          <Box sx={{ display: 'flex', gap: 1.5, typography: 'body2', color: 'text.secondary', flexWrap: 'wrap' }}>
            <StateMark state={entry.state} />
            <span>{useOrderWords(entry, dataSets)}</span>
          </Box>
        </Box>
        <EntryActions entry={entry} onAgain={onAgain} />
      </Box>
      <EntryNotices entry={entry} onStudy={onStudy} />
      {entry.order.kind === 'run' && <OrderedRecipe recipe={entry.order.recipe} />}
      {entry.live !== null && <LiveStrip live={entry.live} />}
      {entry.runs.length > 1 && (
        <TextField
          select
          size="small"
          label={t('training.run')}
          value={run?.id ?? ''}
          onChange={({ target }) => setChosen(Number(target.value))}
          sx={{ maxWidth: 460 }}
        >
          {entry.runs.map(({ id, name, state, epochsDone, epochs }) => (
            <MenuItem key={id} value={id}>
              {t('training.runOf', { name, state: t(`training.runStates.${state}`), done: epochsDone, epochs })}
            </MenuItem>
          ))}
        </TextField>
      )}
      {run === undefined ? (
        <EmptyState title={t('training.notBegun')}>{t('training.notBegunAbout')}</EmptyState>
      ) : (
        <RunView key={run.id} run={run.id} goesOn={run.state === 'running'} />
      )}
    </Stack>
  );
}

function OrderedRecipe({ recipe }: { readonly recipe: RunRecipe }) {
  const form = formOf(recipe);
  if (differencesOf(form).length === 0) return null;
  return (
    <Box sx={{ my: -1.5 }}>
      <Differences form={form} />
    </Box>
  );
}

/** What was ordered, in a line. */
function useOrderWords({ order }: QueueEntry, dataSets: readonly DataSet[]): string {
  const { t } = useTranslation();
  const nameOf = (id: number) => dataSets.find((dataSet) => dataSet.id === id)?.name ?? t('training.goneDataSet');
  if (order.kind === 'study') {
    return t('training.studyOf', { name: nameOf(order.dataSets.wbc), percents: order.subsets.map((percent) => `${percent} %`).join(', ') });
  }
  const { trainedOn, maskedCopies, recipe } = order;
  const amount = {
    whole: t('training.whole'),
    saved: t('training.ofSubset'),
    percent: trainedOn.kind === 'percent' ? `${trainedOn.percent} %` : '',
  };
  return [
    t(`training.networks.${recipe.network.name}`),
    nameOf(order.dataSet),
    amount[trainedOn.kind],
    ...(maskedCopies ? [t('training.maskedCopies')] : []),
    `${recipe.imageSize} px`,
    t(order.device === 'auto' ? 'training.deviceAuto' : `settings.deviceNames.${order.device}`),
  ].join(' · ');
}
