/** What went wrong, as the application said it, and a way to try again where there is one. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import type { SxProps } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type ErrorNoticeProps = {
  /** A sentence for the person at the screen, or what a call threw. */
  readonly error: Error | string;
  /** What can be done, below the sentence. */
  readonly children?: ReactNode;
  readonly onRetry?: () => void;
  readonly onClose?: () => void;
  readonly sx?: SxProps;
};

export function ErrorNotice({ error, children, onRetry, onClose, sx = {} }: ErrorNoticeProps) {
  const { t } = useTranslation();
  const retry = onRetry && (
    <Button color="inherit" size="small" onClick={onRetry}>
      {t('frame.retry')}
    </Button>
  );
  const ways = {
    ...(retry === undefined ? {} : { action: retry }),
    ...(onClose === undefined ? {} : { onClose, closeText: t('frame.close') }),
  };
  return (
    <Alert severity="error" sx={{ overflowWrap: 'anywhere', ...sx }} {...ways}>
      {typeof error === 'string' ? error : error.message}
      {children}
    </Alert>
  );
}
