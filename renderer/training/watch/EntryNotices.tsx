/** What must be known about an entry: why it failed and what to do, what was said of its data and devices, where its report lies. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '../../../app/contract/training.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';

export type EntryNoticesProps = { readonly entry: QueueEntry; readonly onStudy: (study: number) => void };

export function EntryNotices({ entry: { state, failure, notices, study, report }, onStudy }: EntryNoticesProps) {
  const { t } = useTranslation();
  return (
    <>
      {failure !== null && state === 'failed' && <ErrorNotice error={failure.sentence} />}
      {notices.length > 0 && (
        <Alert severity="info" sx={{ maxHeight: 140, overflow: 'auto', py: 0 }}>
          {notices.map((notice, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they are only ever added at the end
            <div key={at}>{notice}</div>
          ))}
        </Alert>
      )}
      {report !== null && (
        <Alert
          severity="success"
          sx={{ overflowWrap: 'anywhere' }}
          action={
            study !== null && (
              <Button color="inherit" size="small" sx={{ whiteSpace: 'nowrap' }} onClick={() => onStudy(study)}>
                {t('training.studyTable')}
              </Button>
            )
          }
        >
          {t('training.report', { file: report })}
        </Alert>
      )}
    </>
  );
}
