/** Signs a slide: what the signature means, why cells stay open where some do, and once more the PIN of who signs. */
import Alert from '@mui/material/Alert';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../app/contract/contract.ts';
import { reasonSchema, type SignatureMeaning, signatureMeaningSchema } from '../../../app/contract/signing.ts';
import type { SlideDetails } from '../../../app/contract/slides.ts';
import type { User } from '../../../app/contract/users.ts';
import { useOrder } from '../../connection/calls.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { SecretField } from '../../parts/users/SecretField.tsx';
import { ResearchUse } from '../ResearchUse.tsx';

type SignDialogProps = {
  readonly slide: SlideDetails;
  readonly counted: OutputOf<'slides.count'>;
  readonly user: User;
  readonly onClose: () => void;
};

export function SignDialog({ slide, counted, user, onClose }: SignDialogProps) {
  const { t } = useTranslation();
  // What was seen when the dialog was opened is signed, and nothing that has come since.
  const [{ seen, signing }] = useState(counted);
  const [meaning, setMeaning] = useState<SignatureMeaning>('review');
  const [waiver, setWaiver] = useState('');
  const [secret, setSecret] = useState('');
  const sign = useOrder('slides.sign');
  const reason = reasonSchema.safeParse(waiver);
  const needsWaiver = signing.may === 'with a waiver';
  return (
    <FormDialog
      title={t('classify.sign.dialog', { accession: slide.accession })}
      confirm={t('classify.sign.sign')}
      isEnough={secret !== '' && (!needsWaiver || reason.success)}
      isBusy={sign.isPending}
      error={sign.error}
      onConfirm={() =>
        sign.mutate({ slide: slide.id, seen, meaning, waiver: needsWaiver ? (reason.data ?? null) : null, secret }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <div>
        <ResearchUse />
      </div>
      <Typography color="textSecondary">{t('classify.sign.as', { name: user.name, role: t(`users.roles.${user.role}`) })}</Typography>
      <TextField
        select
        size="small"
        label={t('classify.sign.meaning')}
        value={meaning}
        onChange={({ target }) => setMeaning(signatureMeaningSchema.catch(meaning).parse(target.value))}
      >
        {signatureMeaningSchema.options.map((one) => (
          <MenuItem key={one} value={one}>
            {t(`classify.sign.meanings.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {signing.may === 'with a waiver' && (
        <>
          <Alert severity="warning">{signing.sentence}</Alert>
          <TextField
            required
            multiline
            minRows={2}
            size="small"
            label={t('classify.sign.waiver')}
            helperText={t('classify.sign.reasonHelp')}
            value={waiver}
            onChange={({ target }) => setWaiver(target.value)}
            slotProps={{ htmlInput: { maxLength: 2000 } }}
          />
        </>
      )}
      <SecretField label={t('users.yourSecret')} value={secret} onChange={setSecret} hasFocus={!needsWaiver} />
    </FormDialog>
  );
}
