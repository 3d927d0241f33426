/** Signs in on this connection. */
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useOrder } from '../../connection/calls.ts';
import { FormDialog } from '../FormDialog.tsx';
import { SecretField } from './SecretField.tsx';

export function SignInDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const [secret, setSecret] = useState('');
  const users = useCall('users.list', {});
  const signIn = useOrder('users.signIn');
  const active = users.data?.filter(({ isActive }) => isActive) ?? [];
  const name = chosen ?? active[0]?.name ?? '';
  return (
    <FormDialog
      title={t('users.signIn')}
      confirm={t('users.signIn')}
      isEnough={name !== '' && secret !== ''}
      isBusy={signIn.isPending}
      error={signIn.error ?? users.error}
      onConfirm={() => signIn.mutate({ name, secret }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField select size="small" label={t('users.name')} value={name} onChange={({ target }) => setChosen(target.value)}>
        {active.map((user) => (
          <MenuItem key={user.id} value={user.name}>
            {user.name} ({t(`users.roles.${user.role}`)})
          </MenuItem>
        ))}
      </TextField>
      <SecretField hasFocus label={t('users.secret')} value={secret} onChange={setSecret} />
    </FormDialog>
  );
}
