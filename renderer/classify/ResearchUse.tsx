/** Says on every view of slides what their counts are not. */
import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';

export function ResearchUse() {
  const { t } = useTranslation();
  return (
    <Tooltip title={t('classify.researchHelp')}>
      <Box
        component="strong"
        aria-description={t('classify.researchHelp')}
        sx={{
          ...{ flexShrink: 0, px: 1, py: 0.25, border: 1, borderColor: 'warning.main', borderRadius: 1, color: 'warning.main' },
          ...{ typography: 'caption', fontWeight: 700, whiteSpace: 'nowrap' },
        }}
      >
        {t('classify.research')}
      </Box>
    </Tooltip>
  );
}
