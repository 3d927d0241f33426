/** Asks before a slide is forgotten. */
import { useTranslation } from 'react-i18next';
import type { SlideDetails } from '../../../app/contract/slides.ts';
import { useOrder } from '../../connection/calls.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';

type RemoveDialogProps = { readonly slide: SlideDetails; readonly onClose: () => void; readonly onRemoved: () => void };

export function RemoveDialog({ slide, onClose, onRemoved }: RemoveDialogProps) {
  const { t } = useTranslation();
  const remove = useOrder('slides.remove');
  return (
    <ConfirmDialog
      open
      isDangerous
      title={t('classify.remove.title')}
      confirm={t('classify.remove.button')}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ slide: slide.id }, { onSuccess: onRemoved })}
      onClose={onClose}
    >
      {t('classify.remove.text', { cells: slide.cells })}
    </ConfirmDialog>
  );
}
