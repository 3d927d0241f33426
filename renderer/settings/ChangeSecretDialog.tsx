/** Another PIN or passphrase of a user. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../app/contract/users.ts';
import { useOrder } from '../connection/calls.ts';
import { FormDialog } from '../parts/FormDialog.tsx';
import { SecretField } from '../parts/users/SecretField.tsx';

export function ChangeSecretDialog({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [secret, setSecret] = useState('');
  const change = useOrder('users.changeSecret');
  return (
    <FormDialog
      title={t('users.changeSecretOf', { name: user.name })}
      confirm={t('users.change')}
      isEnough={current !== '' && secret !== ''}
      isBusy={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ user: user.id, secret, current }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <SecretField hasFocus label={t('users.yourSecret')} value={current} onChange={setCurrent} />
      <SecretField isNew label={t('users.newSecret')} help={t('users.secretHelp')} value={secret} onChange={setSecret} />
    </FormDialog>
  );
}
