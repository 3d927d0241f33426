/** The one button that writes a report, and what became of it: where it lies, and how to come by it. */
import ReportIcon from '@mui/icons-material/SummarizeOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useTranslation } from 'react-i18next';
import { mediaAddress } from '../../../app/contract/media.ts';
import type { WrittenReport } from '../../../app/contract/reports.ts';
import { useCall, useOrder } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import type { ReportWriting } from './useReport.ts';

export function ReportButton({ report }: { readonly report: ReportWriting }) {
  const { t } = useTranslation();
  return (
    <Button variant="outlined" startIcon={<ReportIcon />} loading={report.isWriting} loadingPosition="start" onClick={report.write}>
      {t('runs.report.write')}
    </Button>
  );
}

export function ReportNotice({ report: { written, error, write, close } }: { readonly report: ReportWriting }) {
  const { t } = useTranslation();
  if (error !== null) return <ErrorNotice error={error} onRetry={write} />;
  if (written === null) return null;
  return (
    <Alert severity="success" role="status" onClose={close} closeText={t('frame.close')} sx={{ overflowWrap: 'anywhere' }}>
      {t('runs.report.written', { folder: written.folder })}
      <Ways report={written} />
    </Alert>
  );
}

/** A window shows the folder; a browser, which may stand on another computer, hands the files over. */
function Ways({ report }: { readonly report: WrittenReport }) {
  const { t } = useTranslation();
  const showsFiles = useCall('application.start', {}).data?.showsFiles;
  const show = useOrder('runs.showReport');
  const { id } = report;
  if (showsFiles === undefined) return null;
  return (
    <Stack direction="row" sx={{ gap: 1, mt: 0.5, ml: -0.75, flexWrap: 'wrap' }}>
      {showsFiles ? (
        <Button size="small" loading={show.isPending} onClick={() => show.mutate({ report: id })}>
          {t('runs.report.show')}
        </Button>
      ) : (
        (['pdf', 'html'] as const).map((form) => (
          <Button key={form} size="small" href={mediaAddress({ kind: 'report', report: id, form })} download={report[form]}>
            {t(`runs.report.${form}`)}
          </Button>
        ))
      )}
      {show.isError && <ErrorNotice error={show.error} />}
    </Stack>
  );
}
