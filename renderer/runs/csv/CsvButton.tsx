/** Hands a table out as CSV. */
import Button from '@mui/material/Button';
import type { SxProps } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { download } from '../../parts/download.ts';

export type CsvButtonProps = {
  /** What is exported, in words. */
  readonly what: string;
  readonly file: string;
  readonly text: () => string;
  readonly sx?: SxProps;
};

export function CsvButton({ what, file, text, sx = {} }: CsvButtonProps) {
  const { t } = useTranslation();
  return (
    <Button size="small" sx={sx} aria-label={t('runs.exportOf', { what })} onClick={() => download(file, 'text/csv', text())}>
      {t('runs.export')}
    </Button>
  );
}
