/** Takes a data set out of the library after it was said that the lab's files stay. */
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useOrder } from '../connection/calls.ts';
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx';
import { forgetFilter } from './useFilter.ts';

type ForgetDialogProps = { readonly dataSet: DataSet; readonly open: boolean; readonly onClose: () => void };

export function ForgetDialog({ dataSet, open, onClose }: ForgetDialogProps) {
  const { t } = useTranslation();
  const forget = useOrder('library.forget');
  const forgotten = () => {
    forgetFilter(dataSet.id);
    close();
  };
  const close = () => {
    forget.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      open={open}
      title={t('import.forgetTitle', { name: dataSet.name })}
      confirm={t('import.forgetConfirm')}
      isDangerous
      isBusy={forget.isPending}
      error={forget.error}
      onConfirm={() => forget.mutate({ dataSet: dataSet.id }, { onSuccess: forgotten })}
      onClose={close}
    >
      {t('import.forgetText', { root: dataSet.root })}
    </ConfirmDialog>
  );
}
