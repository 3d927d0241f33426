/** The Masks screen: which pixels of an image are the cell, proposed, judged and corrected. */
import DrawIcon from '@mui/icons-material/BrushOutlined';
import MaskIcon from '@mui/icons-material/FilterBAndW';
import FolderIcon from '@mui/icons-material/FolderOpenOutlined';
import DoneIcon from '@mui/icons-material/TaskAltOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { useImportDesk } from '../parts/import/useImportDesk.ts';
import { CoveragePanel } from './coverage/CoverageTable.tsx';
import { UndoJudgement } from './judging/JudgeBar.tsx';
import { ProposeButton, ProposeOutcome } from './propose/ProposeButton.tsx';
import { type Proposing, useProposing } from './propose/useProposing.ts';
import { firstFilter, listingOf } from './strip/filter.ts';
import { StripPanel } from './strip/StripPanel.tsx';
import { useCommands } from './useCommands.ts';
import { type Desk, useDesk } from './useDesk.ts';
import { Workbench } from './Workbench.tsx';

export type MasksScreenProps = { readonly dataSet: DataSet; readonly choice: ReactNode };

export function MasksScreen({ dataSet, choice }: MasksScreenProps) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(() => firstFilter(dataSet));
  // A person who wants to draw without any proposal comes to the images at once.
  const [drawsByHand, setDrawsByHand] = useState(false);
  const listing = useMemo(() => listingOf(dataSet.id, filter), [dataSet.id, filter]);
  const desk = useDesk(listing);
  const proposing = useProposing(dataSet.id, () => setFilter({ standing: 'proposed', class: undefined }));
  const isEmpty = dataSet.masks + dataSet.proposed === 0 && desk.judging.last === undefined && !drawsByHand;
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 2, px: 2, py: 1.5 }}>
        <Typography variant="h1">{t('masks.title')}</Typography>
        {choice}
        {!isEmpty && (
          <Box sx={{ ml: 'auto' }}>
            <ProposeButton proposing={proposing} />
          </Box>
        )}
      </Stack>
      <ProposeOutcome proposing={proposing} />
      {isEmpty ? (
        <NoMasks proposing={proposing} onDraw={() => setDrawsByHand(true)} />
      ) : (
        <Box sx={{ flex: 1, minHeight: 0, display: 'flex', borderTop: 1, borderColor: 'divider' }}>
          <Stack sx={{ width: 280, flexShrink: 0, minHeight: 0, borderRight: 1, borderColor: 'divider', bgcolor: 'background.paper' }}>
            <StripPanel dataSet={dataSet} desk={desk} filter={filter} onFilter={setFilter} />
            <CoveragePanel dataSet={dataSet} />
          </Stack>
          {desk.card === null && desk.images.total !== undefined && !desk.images.isOld ? (
            <NothingOpen desk={desk} />
          ) : (
            <Workbench dataSet={dataSet} desk={desk} />
          )}
        </Box>
      )}
      <Unsaved desk={desk} />
    </Box>
  );
}

/** Of a data set without any mask. */
function NoMasks({ proposing, onDraw }: { readonly proposing: Proposing; readonly onDraw: () => void }) {
  const { t } = useTranslation();
  const { open } = useImportDesk();
  return (
    <EmptyState
      icon={<MaskIcon />}
      title={t('masks.empty')}
      action={
        <Stack direction="row" sx={{ gap: 1.5, mt: 1, flexWrap: 'wrap', justifyContent: 'center' }}>
          <ProposeButton proposing={proposing} isProminent />
          <Button startIcon={<DrawIcon />} onClick={onDraw}>
            {t('masks.drawByHand')}
          </Button>
          <Button startIcon={<FolderIcon />} onClick={() => open()}>
            {t('masks.importMasks')}
          </Button>
        </Stack>
      }
    >
      {t('masks.emptyAbout')}
    </EmptyState>
  );
}

/** Under this filter there is nothing, or nothing any more. */
function NothingOpen({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const hasJudged = desk.waitsOnly && desk.judging.settled.size > 0;
  useCommands(false, (command) => command.kind === 'undoJudgement' && desk.undoJudgement());
  return (
    <EmptyState
      icon={hasJudged ? <DoneIcon /> : <MaskIcon />}
      title={t(hasJudged ? 'masks.allJudged' : 'masks.nothingHere')}
      action={desk.judging.last === undefined ? undefined : <UndoJudgement desk={desk} />}
    >
      {t(hasJudged ? 'masks.allJudgedAbout' : 'masks.nothingHereAbout')}
    </EmptyState>
  );
}

function Unsaved({ desk: { asking, stay, correcting } }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  return (
    <ConfirmDialog
      open={asking !== null}
      title={t('masks.unsavedTitle')}
      confirm={t('masks.unsavedConfirm')}
      isDangerous
      onConfirm={() => {
        correcting.end();
        stay();
        asking?.();
      }}
      onClose={stay}
    >
      {t('masks.unsavedText')}
    </ConfirmDialog>
  );
}
