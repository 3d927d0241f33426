/** What must be known about an entry: why it failed and what to do, what was said of its data and devices, where its report lies. */
import Alert from '@mui/material/Alert';
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '../../../app/contract/training.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';

export function EntryNotices({ entry: { state, failure, notices, report } }: { readonly entry: QueueEntry }) {
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
        <Alert severity="success" sx={{ overflowWrap: 'anywhere' }}>
          {t('training.report', { file: report })}
        </Alert>
      )}
    </>
  );
}
