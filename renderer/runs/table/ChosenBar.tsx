/** What can be done with the runs that are chosen: compare them, tag them, see what they differ in. */
import ExpandIcon from '@mui/icons-material/ExpandLess';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { CsvButton } from '../csv/CsvButton.tsx';
import { settingsCsv } from '../csv/tables.ts';
import { SettingsTable } from '../SettingsTable.tsx';
import type { Where } from '../where.ts';
import { TagDialog } from './TagDialog.tsx';
import { mayCompare, type TableState } from './tableState.ts';

export type ChosenBarProps = {
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
  readonly tags: readonly string[];
  readonly onGo: (where: Where) => void;
};

export function ChosenBar({ state, onState, tags, onGo }: ChosenBarProps) {
  const { t } = useTranslation();
  const { chosen } = state;
  const [isTagging, setIsTagging] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  const may = mayCompare(state);
  return (
    <Box
      component="section"
      aria-label={t('runs.chosen', { count: chosen.length })}
      sx={{ borderTop: 1, borderColor: 'divider', bgcolor: 'background.paper' }}
    >
      {isOpen && may === 'yes' && <Differences runs={chosen} />}
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1.5, px: 2, py: 1 }}>
        <Typography sx={{ fontWeight: 600 }} role="status">
          {t('runs.chosen', { count: chosen.length })}
        </Typography>
        {may !== 'yes' && <Typography color="textSecondary">{t(may === 'more' ? 'runs.chooseMore' : 'runs.chooseFewer')}</Typography>}
        <Box sx={{ flex: 1 }} />
        {may === 'yes' && (
          <Button
            endIcon={<ExpandIcon sx={{ transform: isOpen ? 'rotate(180deg)' : 'none' }} />}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {t('runs.differences')}
          </Button>
        )}
        <Button onClick={() => setIsTagging(true)}>{t('runs.tagChosen')}</Button>
        <Button onClick={() => onState({ ...state, chosen: [] })}>{t('runs.clear')}</Button>
        <Button variant="contained" disabled={may !== 'yes'} onClick={() => onGo({ kind: 'compare', runs: chosen })}>
          {t('runs.compare')}
        </Button>
      </Stack>
      {isTagging && <TagDialog runs={chosen} tags={tags} onClose={() => setIsTagging(false)} />}
    </Box>
  );
}

function Differences({ runs }: { readonly runs: readonly number[] }) {
  const { t } = useTranslation();
  const settings = useCall('runs.settings', { runs: [...runs] }, { keep: true });
  const list = useCall('runs.list', {}, { keep: true });
  const names = runs.map((id) => list.data?.runs.find((run) => run.id === id)?.name ?? '');
  // The answer of the choice before, which is kept until the next one is there, has another number of columns.
  const found = settings.data?.differing.every(({ values }) => values.length === names.length) === true ? settings.data : undefined;
  return (
    <Box sx={{ maxHeight: 260, overflow: 'auto', px: 2, pt: 1 }}>
      {settings.isError && <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {found !== undefined && (
        <>
          <CsvButton what={t('runs.differences')} file="settings.csv" text={() => settingsCsv(found, names)} sx={{ float: 'right' }} />
          <SettingsTable settings={found} names={names} />
        </>
      )}
    </Box>
  );
}
