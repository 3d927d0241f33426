/** The frame that every screen hangs in: navigation at the side, the chosen data set above, long work below. */
import ClassifyIcon from '@mui/icons-material/BiotechOutlined';
import ContrastIcon from '@mui/icons-material/FilterBAndW';
import LibraryIcon from '@mui/icons-material/GridView';
import TrainingIcon from '@mui/icons-material/ModelTraining';
import SubsetsIcon from '@mui/icons-material/PieChartOutlined';
import RunsIcon from '@mui/icons-material/QueryStats';
import SettingsIcon from '@mui/icons-material/Settings';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { type ReactElement, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../app/contract/library.ts';
import { ClassifyScreen } from '../classify/ClassifyScreen.tsx';
import { useCall, useConnectionState } from '../connection/calls.ts';
import { LibraryScreen } from '../library/LibraryScreen.tsx';
import { MasksScreen } from '../masks/MasksScreen.tsx';
import { ImportDeskProvider } from '../parts/import/ImportDesk.tsx';
import type { Asked } from '../parts/import/outcomes.ts';
import { useImportDesk } from '../parts/import/useImportDesk.ts';
import { RunsScreen } from '../runs/RunsScreen.tsx';
import { SettingsScreen } from '../settings/SettingsScreen.tsx';
import { StartScreen } from '../start/StartScreen.tsx';
import { SubsetsScreen } from '../subsets/SubsetsScreen.tsx';
import { TrainingScreen } from '../training/TrainingScreen.tsx';
import { DataSetChoice } from './DataSetChoice.tsx';
import { ImportNotices } from './ImportNotices.tsx';
import { hashOf, placeOf, SCREENS, type Screen, usePlace } from './place.ts';
import { CONTENT, skipTo } from './skip.ts';
import { WorkNotices } from './WorkNotices.tsx';
import { WorkPanel } from './WorkPanel.tsx';

const ICONS: Readonly<Record<Screen, ReactElement>> = {
  library: <LibraryIcon />,
  masks: <ContrastIcon />,
  subsets: <SubsetsIcon />,
  training: <TrainingIcon />,
  runs: <RunsIcon />,
  classify: <ClassifyIcon />,
  settings: <SettingsIcon />,
};

export function Frame() {
  const [, go] = usePlace();
  // What was imported is shown to whoever is looking at the library; nobody is called away from another screen.
  const onImported = useCallback(
    ({ dataSet }: ImportSummary, { kind }: Asked) => {
      if (kind !== 'rescan' && placeOf(location.hash).screen === 'library') go({ dataSet });
    },
    [go],
  );
  return (
    <ImportDeskProvider onImported={onImported}>
      <Rooms />
    </ImportDeskProvider>
  );
}

function Rooms() {
  const { t } = useTranslation();
  const isLost = useConnectionState() === 'lost';
  const { tells } = useImportDesk();
  return (
    <Box sx={{ display: 'flex', height: '100vh', overflow: 'hidden' }}>
      <Button
        href={`#${CONTENT}`}
        onClick={skipTo}
        sx={{ position: 'absolute', left: -9999, zIndex: 2000, '&:focus': { left: 8, top: 8 } }}
        variant="contained"
      >
        {t('frame.skip')}
      </Button>
      <Navigation />
      <Box component="main" id={CONTENT} sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', outline: 'none' }}>
        {isLost && (
          <Alert severity="warning" square>
            {t('frame.lost')}
          </Alert>
        )}
        <ImportNotices />
        <Content />
        <WorkPanel />
      </Box>
      <WorkNotices isTold={(procedure, end) => tells(procedure) || isSeen(procedure, end)} />
    </Box>
  );
}

/** What a screen says itself while it is looked at: which slide was opened or why not, and what was proposed. Other failures may have been begun before. */
function isSeen(procedure: string, end: 'finished' | 'failed'): boolean {
  const { screen } = placeOf(location.hash);
  if (screen === 'classify') return procedure === 'slides.open' || (procedure.startsWith('slides.') && end === 'finished');
  return procedure === 'masks.propose' && end === 'finished' && screen === 'masks';
}

function Navigation() {
  const { t } = useTranslation();
  const [place] = usePlace();
  return (
    <Stack
      component="nav"
      aria-label="Smearlab"
      sx={{ width: 96, p: 1, gap: 1, bgcolor: 'background.paper', borderRight: 1, borderColor: 'divider' }}
    >
      {SCREENS.map((screen) => (
        <Button
          key={screen}
          href={hashOf({ ...place, screen, detail: null })}
          aria-current={screen === place.screen ? 'page' : undefined}
          color={screen === place.screen ? 'primary' : 'inherit'}
          variant={screen === place.screen ? 'contained' : 'text'}
          sx={{ flexDirection: 'column', fontSize: '0.75rem', py: 1, minWidth: 0, mt: screen === 'settings' ? 'auto' : 0 }}
        >
          {ICONS[screen]}
          {t(`frame.${screen}`)}
        </Button>
      ))}
    </Stack>
  );
}

/** A screen shows its own empty, loading and error states; without any data set there is one for all of them. */
function Content() {
  const { t } = useTranslation();
  const [place, go] = usePlace();
  const dataSets = useCall('library.dataSets', {});
  if (place.screen === 'settings') return <SettingsScreen />;
  if (place.screen === 'runs') return <RunsScreen detail={place.detail} onDetail={(detail, how) => go({ detail }, how)} />;
  // A model may have been brought along without the images it was trained on.
  if (place.screen === 'classify') return <ClassifyScreen detail={place.detail} onDetail={(detail) => go({ detail })} />;
  if (dataSets.isError) {
    return (
      <Alert severity="error" sx={{ m: 3 }} action={<Button onClick={() => void dataSets.refetch()}>{t('frame.retry')}</Button>}>
        {dataSets.error.message}
      </Alert>
    );
  }
  if (dataSets.data === undefined) return <Box sx={{ flex: 1 }} aria-busy="true" />;
  const dataSet = dataSets.data.find(({ id }) => id === place.dataSet) ?? dataSets.data[0];
  if (dataSet === undefined) return <StartScreen />;
  const choice = <DataSetChoice dataSets={dataSets.data} chosen={dataSet} />;
  switch (place.screen) {
    case 'library':
      return <LibraryScreen key={dataSet.id} dataSet={dataSet} choice={choice} />;
    case 'masks':
      return <MasksScreen key={dataSet.id} dataSet={dataSet} choice={choice} />;
    case 'subsets':
      return <SubsetsScreen key={dataSet.id} dataSet={dataSet} choice={choice} />;
    case 'training':
      return (
        <TrainingScreen
          {...{ dataSet, choice, go }}
          dataSets={dataSets.data}
          detail={place.detail}
          onStudy={(study) => go({ screen: 'runs', detail: `study/${study}` })}
        />
      );
  }
}
