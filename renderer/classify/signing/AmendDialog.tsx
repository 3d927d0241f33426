/** Opens a signed slide again, as its next version. */
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonSchema } from '../../../app/contract/signing.ts';
import type { SlideDetails } from '../../../app/contract/slides.ts';
import { useOrder } from '../../connection/calls.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { SecretField } from '../../parts/users/SecretField.tsx';

export function AmendDialog({ slide, onClose }: { readonly slide: SlideDetails; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [secret, setSecret] = useState('');
  const amend = useOrder('slides.amend');
  const reason = reasonSchema.safeParse(text);
  return (
    <FormDialog
      title={t('classify.sign.amendTitle', { accession: slide.accession })}
      confirm={t('classify.sign.amend')}
      isEnough={secret !== '' && reason.success}
      isBusy={amend.isPending}
      error={amend.error}
      onConfirm={() => {
        if (reason.success) amend.mutate({ slide: slide.id, reason: reason.data, secret }, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <Typography color="textSecondary">{t('classify.sign.amendAbout', { version: slide.version, next: slide.version + 1 })}</Typography>
      <TextField
        autoFocus
        required
        multiline
        minRows={2}
        size="small"
        label={t('classify.sign.amendReason')}
        helperText={t('classify.sign.reasonHelp')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        slotProps={{ htmlInput: { maxLength: 2000 } }}
      />
      <SecretField label={t('users.yourSecret')} value={secret} onChange={setSecret} />
    </FormDialog>
  );
}
