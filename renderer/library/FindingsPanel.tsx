/** Checks a data set for what makes numbers wrong, and shows what was found, the gravest first. */
import CheckIcon from '@mui/icons-material/FactCheckOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useWork } from '../frame/useWork.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorNotice } from '../parts/ErrorNotice.tsx';
import { WorkProgress } from '../parts/longWork/WorkProgress.tsx';
import { isGoingOn } from '../parts/longWork/words.ts';
import { FindingCard } from './FindingCard.tsx';
import { bySeverity, type Checked, isLeakage, isOld } from './findings.ts';
import { MovesDialog } from './MovesDialog.tsx';
import { useCheck } from './useCheck.ts';

export function FindingsPanel({ dataSet }: { readonly dataSet: DataSet }) {
  const { t } = useTranslation();
  const { checked, check, error, isChecking } = useCheck(dataSet);
  const [readsContents, setReadsContents] = useState(false);
  const begin = () => check(readsContents);
  return (
    <Stack component="section" aria-label={t('findings.title')} sx={{ gap: 2, minWidth: 0 }}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 2, flexWrap: 'wrap' }}>
        <Typography variant="h2" sx={{ flex: 1 }}>
          {t('findings.title')}
        </Typography>
        <FormControlLabel
          label={t('findings.contents')}
          control={<Checkbox size="small" checked={readsContents} onChange={(_, checks) => setReadsContents(checks)} />}
          slotProps={{ typography: { variant: 'body2' } }}
        />
        <Button variant="contained" startIcon={<CheckIcon />} onClick={begin} disabled={isChecking}>
          {t('findings.check')}
        </Button>
      </Stack>
      <Checking />
      {error !== null && !isChecking && <ErrorNotice error={error} onRetry={begin} />}
      {checked === undefined && !isChecking && error === null && (
        <EmptyState icon={<CheckIcon />} title={t('findings.notYet')}>
          {t('findings.about')}
        </EmptyState>
      )}
      {checked !== undefined && <Found dataSet={dataSet} checked={checked} onCheck={begin} isChecking={isChecking} />}
    </Stack>
  );
}

/** Also of a check that was begun before the page was loaded. */
function Checking() {
  const work = useWork()
    .filter(isGoingOn)
    .find(({ procedure }) => procedure === 'library.check');
  if (work === undefined) return null;
  return (
    <Paper sx={{ p: 2 }}>
      <WorkProgress work={work} />
    </Paper>
  );
}

type FoundProps = {
  readonly dataSet: DataSet;
  readonly checked: Checked;
  readonly isChecking: boolean;
  readonly onCheck: () => void;
};

function Found({ dataSet, checked, isChecking, onCheck }: FoundProps) {
  const { t } = useTranslation();
  const { findings } = checked;
  const again = (
    <Button color="inherit" size="small" onClick={onCheck} disabled={isChecking}>
      {t('findings.again')}
    </Button>
  );
  return (
    <>
      {isOld(checked, dataSet.hash) && (
        <Alert severity="info" action={again}>
          {t('findings.old')}
        </Alert>
      )}
      {findings.length === 0 && <EmptyState icon={<CheckIcon />} title={t('findings.none')} />}
      {findings.some(isLeakage) && <MovesDialog dataSet={dataSet} isCurrent={!isOld(checked, dataSet.hash)} />}
      {bySeverity(findings).map((group) => (
        <Stack key={group.severity} component="section" aria-label={t(`findings.severity.${group.severity}`)} sx={{ gap: 1.5 }}>
          {group.findings.map((finding) => (
            <FindingCard key={`${finding.check} ${finding.sentence}`} finding={finding} dataSet={dataSet} />
          ))}
        </Stack>
      ))}
    </>
  );
}
