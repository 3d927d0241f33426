/** One finding: how grave it is, what it says, the files it is about and the images side by side that are the same. */

import NoteIcon from '@mui/icons-material/InfoOutlined';
import SeriousIcon from '@mui/icons-material/ReportOutlined';
import WarningIcon from '@mui/icons-material/WarningAmberOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import type { Finding, Severity } from '../../app/contract/findings.ts';
import { useCall } from '../connection/calls.ts';
import { ErrorNotice } from '../parts/ErrorNotice.tsx';
import { ThumbnailStrip } from '../parts/ThumbnailStrip.tsx';
import { setsToShow } from './findings.ts';

const LOOKS: Readonly<Record<Severity, { readonly icon: ReactElement; readonly colour: string }>> = {
  serious: { icon: <SeriousIcon />, colour: 'error.main' },
  warning: { icon: <WarningIcon />, colour: 'secondary.main' },
  note: { icon: <NoteIcon />, colour: 'primary.main' },
};

type FindingCardProps = { readonly finding: Finding; readonly dataSet: DataSet };

export function FindingCard({ finding, dataSet }: FindingCardProps) {
  const { t } = useTranslation();
  const [showsFiles, setShowsFiles] = useState(false);
  const { icon, colour } = LOOKS[finding.severity];
  const hasSets = (finding.sets ?? []).length > 0;
  return (
    <Paper component="article" sx={{ p: 2, borderLeft: 4, borderLeftColor: colour }}>
      <Stack sx={{ gap: 1.5 }}>
        <Stack direction="row" sx={{ gap: 1.25, alignItems: 'flex-start' }}>
          <Box aria-hidden sx={{ color: colour, display: 'flex' }}>
            {icon}
          </Box>
          <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <Typography variant="body2" sx={{ fontWeight: 600, color: colour }}>
              {t(`findings.severity.${finding.severity}`)}
              {finding.dataSet === null && ` · ${t('findings.wholeLibrary')}`}
            </Typography>
            <Typography>{finding.sentence}</Typography>
          </Box>
        </Stack>
        {hasSets && <Sets finding={finding} dataSet={dataSet} />}
        {finding.files.length > 0 && (
          <Box>
            <Button size="small" aria-expanded={showsFiles} onClick={() => setShowsFiles(!showsFiles)}>
              {showsFiles ? t('findings.hideFiles') : t('findings.showFiles', { count: finding.files.length })}
            </Button>
            {showsFiles && <Files files={finding.files} />}
          </Box>
        )}
      </Stack>
    </Paper>
  );
}

const MOST_FILES = 1000;

function Files({ files }: { readonly files: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Box
      component="ul"
      // The keyboard scrolls it.
      tabIndex={0}
      aria-label={t('findings.files')}
      sx={{
        m: 0,
        mt: 0.5,
        pl: 3,
        maxHeight: 200,
        overflowY: 'auto',
        typography: 'body2',
        fontFamily: 'monospace',
        overflowWrap: 'anywhere',
      }}
    >
      {files.slice(0, MOST_FILES).map((file) => (
        <li key={file}>{file}</li>
      ))}
      {files.length > MOST_FILES && <li>{t('import.more', { count: files.length - MOST_FILES })}</li>}
    </Box>
  );
}

function Sets({ finding, dataSet }: FindingCardProps) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const { shown, hidden } = setsToShow(finding, showsAll);
  const cards = useCall('library.cards', { dataSet: dataSet.id, paths: shown.flatMap(({ paths }) => paths) }, { keep: true });
  if (cards.isError) return <ErrorNotice error={cards.error} onRetry={() => void cards.refetch()} />;
  const known = new Map(cards.data?.map((card) => [card.path, card]));
  return (
    <Stack sx={{ gap: 1.5 }}>
      {shown.map(({ paths, hidden: others }, row) => (
        <Stack key={paths[0]} direction="row" sx={{ gap: 2, alignItems: 'center', bgcolor: 'background.default', borderRadius: 1, p: 1.5 }}>
          <ThumbnailStrip
            label={t('findings.set', { number: row + 1 })}
            images={paths.map((path) => ({ path, card: known.get(path) ?? null }))}
            classes={dataSet.classes}
          />
          {others > 0 && <Typography color="textSecondary">{t('import.more', { count: others })}</Typography>}
        </Stack>
      ))}
      {hidden > 0 && !showsAll && (
        <Button size="small" sx={{ alignSelf: 'flex-start' }} onClick={() => setShowsAll(true)}>
          {t('findings.moreSets', { count: hidden })}
        </Button>
      )}
      {hidden > 0 && showsAll && (
        <Typography variant="body2" color="textSecondary">
          {t('findings.setsLeft', { count: hidden })}
        </Typography>
      )}
    </Stack>
  );
}
