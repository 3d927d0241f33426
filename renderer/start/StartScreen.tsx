/** First start: what Smearlab is, and two ways to have something to look at. Nothing else is asked. */
import FolderIcon from '@mui/icons-material/FolderOpenOutlined';
import SampleIcon from '@mui/icons-material/ScienceOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useWork } from '../frame/useWork.ts';
import { PROCEDURES } from '../parts/import/outcomes.ts';
import { useImportDesk } from '../parts/import/useImportDesk.ts';
import { WorkProgress } from '../parts/longWork/WorkProgress.tsx';
import { isGoingOn } from '../parts/longWork/words.ts';
import { SmearPicture } from './SmearPicture.tsx';

/** What the sample is; test/browser/firstStart.test.ts holds it against what is made. */
const SAMPLE = { images: 650, masks: 52, tissue: 208, megabytes: 20 } as const;

export function StartScreen() {
  const { t } = useTranslation();
  return (
    <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', display: 'grid', placeItems: 'center', p: 4 }}>
      <Box
        sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 480px) minmax(220px, 440px)', gap: { xs: 4, lg: 9 }, alignItems: 'center' }}
      >
        <Stack sx={{ gap: 3 }}>
          <Stack sx={{ gap: 1.5 }}>
            <Typography variant="h1" sx={{ fontSize: '2.1rem', letterSpacing: '-0.01em' }}>
              {t('start.title')}
            </Typography>
            <Typography color="textSecondary" sx={{ fontSize: '1.05rem', lineHeight: 1.6 }}>
              {t('start.about')}
            </Typography>
          </Stack>
          <Ways />
          <Typography variant="caption" color="textSecondary">
            {t('start.research')}
          </Typography>
        </Stack>
        <SmearPicture title={t('start.picture')} />
      </Box>
    </Box>
  );
}

/** The two ways on; while one of them is being gone, how far it is. */
function Ways() {
  const { t } = useTranslation();
  const { begin, open } = useImportDesk();
  const importing: readonly string[] = Object.values(PROCEDURES);
  const work = useWork()
    .filter(isGoingOn)
    .find(({ procedure }) => importing.includes(procedure));
  if (work !== undefined) {
    return (
      <Paper sx={{ p: 2.5 }}>
        <WorkProgress work={work} />
      </Paper>
    );
  }
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Way
        icon={<SampleIcon />}
        title={t('start.sample')}
        about={t('start.sampleAbout', SAMPLE)}
        isFirst
        onClick={() => begin({ kind: 'sample' })}
      />
      <Way icon={<FolderIcon />} title={t('start.import')} about={t('start.importAbout')} onClick={() => open()} />
    </Stack>
  );
}

type WayProps = {
  readonly icon: ReactElement;
  readonly title: string;
  readonly about: string;
  readonly isFirst?: boolean;
  readonly onClick: () => void;
};

function Way({ icon, title, about, isFirst = false, onClick }: WayProps) {
  return (
    <Button
      variant={isFirst ? 'contained' : 'outlined'}
      onClick={onClick}
      startIcon={icon}
      sx={{ justifyContent: 'flex-start', textAlign: 'left', p: 2, gap: 1, '& svg': { fontSize: '32px !important' } }}
    >
      <Box component="span">
        <Box component="span" sx={{ display: 'block', fontSize: '1.05rem' }}>
          {title}
        </Box>
        <Box
          component="span"
          sx={{ display: 'block', fontWeight: 400, lineHeight: 1.45, mt: 0.25, color: isFirst ? 'inherit' : 'text.secondary' }}
        >
          {about}
        </Box>
      </Box>
    </Button>
  );
}
