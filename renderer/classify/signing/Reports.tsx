/** Reports of a slide as files. */
import SaveIcon from '@mui/icons-material/FileDownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { languageSchema } from '../../../app/contract/settings.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../../app/contract/signing.ts';
import { useClient } from '../../connection/calls.ts';
import { downloadBytes } from '../../parts/download.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';

/** @param props `version` null: as the slide is at this moment */
export function Reports({ slide, version }: { readonly slide: number; readonly version: number | null }) {
  const { t, i18n } = useTranslation();
  const client = useClient();
  const save = useMutation({
    mutationFn: async (format: ReportFormat) => {
      const language = languageSchema.catch('en').parse(i18n.language);
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      const { name, mediaType, base64 } = await client.call('slides.report', { slide, version, format, language, timeZone });
      downloadBytes(name, mediaType, base64);
    },
  });
  return (
    <Box component="section" aria-label={t('classify.reports.title')}>
      {version === null && (
        <Typography variant="body2" color="textSecondary" sx={{ mb: 0.5 }}>
          {t('classify.reports.title')}. {t('classify.reports.unsigned')}
        </Typography>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, mt: 0.5 }}>
        {REPORT_FORMATS.map((format) => (
          <Button
            key={format}
            size="small"
            variant="outlined"
            startIcon={<SaveIcon />}
            loading={save.isPending && save.variables === format}
            aria-label={
              version === null
                ? t('classify.reports.saveDraft', { format: t(`classify.reports.${format}`) })
                : t('classify.reports.save', { version, format: t(`classify.reports.${format}`) })
            }
            onClick={() => save.mutate(format)}
          >
            {t(`classify.reports.${format}`)}
          </Button>
        ))}
      </Box>
      {save.error !== null && <ErrorNotice error={save.error} onClose={save.reset} sx={{ mt: 1 }} />}
    </Box>
  );
}
