/** How imports ended, above the screen, until somebody closes it. */
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../../app/contract/dataSets.ts';
import type { ImportSummary } from '../../../app/contract/library.ts';
import type { Failure } from '../../../app/contract/work.ts';
import { type Asked, adviceOf, changesOf, nameOf, type Outcome, waysOn } from './outcomes.ts';
import { Sentences } from './Sentences.tsx';
import { useImportDesk } from './useImportDesk.ts';

type OutcomesProps = {
  readonly dataSets: readonly DataSet[];
  /** The id of the data set that the screen shows. */
  readonly shown: number | null;
  readonly onShow: (dataSet: number) => void;
};

export function Outcomes({ dataSets, shown, onShow }: OutcomesProps) {
  const { t } = useTranslation();
  const { outcomes } = useImportDesk();
  const ended = outcomes.filter(({ state }) => state.kind !== 'running');
  if (ended.length === 0) return null;
  return (
    <Stack
      component="section"
      aria-label={t('import.outcomes')}
      sx={{ gap: 1, p: 2, pb: 0, maxHeight: '45vh', overflowY: 'auto', flexShrink: 0 }}
    >
      {ended.map((outcome) => (
        <OutcomePanel key={outcome.id} outcome={outcome} {...{ dataSets, shown, onShow }} />
      ))}
    </Stack>
  );
}

function OutcomePanel({ outcome, dataSets, shown, onShow }: OutcomesProps & { readonly outcome: Outcome }) {
  const { dismiss } = useImportDesk();
  const close = () => dismiss(outcome.id);
  const { asked, state } = outcome;
  switch (state.kind) {
    case 'running':
      return null;
    case 'finished':
      return <Finished summary={state.summary} onClose={close} onShow={shown === state.summary.dataSet ? null : onShow} />;
    case 'stopped':
      return <Stopped asked={asked} kept={dataSets.find(({ name }) => name === nameOf(asked))?.images ?? 0} onClose={close} />;
    case 'failed':
      return <Failed asked={asked} failure={state.failure} onClose={close} />;
  }
}

type FinishedProps = { readonly summary: ImportSummary; readonly onClose: () => void; readonly onShow: ((dataSet: number) => void) | null };

function Finished({ summary, onClose, onShow }: FinishedProps) {
  const { t } = useTranslation();
  const changes = changesOf(summary);
  const { name, images, warnings } = summary;
  return (
    <Alert severity={warnings.length > 0 ? 'warning' : 'success'} role="status" onClose={onClose} closeText={t('frame.close')}>
      <AlertTitle sx={{ mb: 0.25 }}>{t('import.done', { name, count: images })}</AlertTitle>
      {changes.length === 0
        ? t('import.unchanged')
        : changes.map(({ change, images: count }) => t(`import.change.${change}`, { count })).join(' · ')}
      {warnings.length > 0 && <Sentences sentences={warnings} />}
      {onShow !== null && (
        <Button size="small" color="inherit" onClick={() => onShow(summary.dataSet)} sx={{ display: 'block', ml: -0.5, mt: 0.5 }}>
          {t('import.show')}
        </Button>
      )}
    </Alert>
  );
}

type StoppedProps = { readonly asked: Asked; readonly kept: number; readonly onClose: () => void };

function Stopped({ asked, kept, onClose }: StoppedProps) {
  const { t } = useTranslation();
  const { begin } = useImportDesk();
  const goOn = () => {
    onClose();
    begin(asked);
  };
  return (
    <Alert severity="info" role="status" onClose={onClose} closeText={t('frame.close')}>
      <AlertTitle sx={{ mb: 0.25 }}>{t('import.stopped', { name: nameOf(asked) })}</AlertTitle>
      {kept === 0 ? t('import.keptNone') : t('import.kept', { count: kept })}{' '}
      <Button size="small" color="inherit" onClick={goOn}>
        {t('import.goOn')}
      </Button>
    </Alert>
  );
}

type FailedProps = { readonly asked: Asked; readonly failure: Failure; readonly onClose: () => void };

function Failed({ asked, failure, onClose }: FailedProps) {
  const { t } = useTranslation();
  const { begin, open } = useImportDesk();
  const advice = adviceOf(failure);
  const ways = {
    retry: () => begin(asked),
    change: () => open(asked.kind === 'import' ? asked.request : undefined),
  };
  return (
    <Alert severity="error" onClose={onClose} closeText={t('frame.close')} sx={{ overflowWrap: 'anywhere' }}>
      <AlertTitle sx={{ mb: 0.25 }}>{t('import.failed', { name: nameOf(asked) })}</AlertTitle>
      {failure.sentence} {advice !== null && t(`import.advice.${advice}`)}
      <Stack direction="row" sx={{ gap: 1, mt: 0.5, ml: -0.5 }}>
        {waysOn(asked, failure).map((way) => (
          <Button
            key={way}
            size="small"
            color="inherit"
            onClick={() => {
              onClose();
              ways[way]();
            }}
          >
            {way === 'retry' ? t('frame.retry') : t('import.changeSettings')}
          </Button>
        ))}
      </Stack>
    </Alert>
  );
}
