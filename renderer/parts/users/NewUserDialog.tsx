/** Adds a user; the first one is an administrator and is signed in at once. */
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, roleSchema, userNameSchema } from '../../../app/contract/users.ts';
import { useOrder } from '../../connection/calls.ts';
import { FormDialog } from '../FormDialog.tsx';
import { SecretField } from './SecretField.tsx';

export function NewUserDialog({ isFirst, onClose }: { readonly isFirst: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>(isFirst ? 'administrator' : 'technician');
  const [secret, setSecret] = useState('');
  const add = useOrder('users.add');
  const named = userNameSchema.safeParse(name);
  return (
    <FormDialog
      title={t(isFirst ? 'users.firstTitle' : 'users.add')}
      confirm={t('users.add')}
      isEnough={named.success && secret !== ''}
      isBusy={add.isPending}
      error={add.error}
      onConfirm={() => {
        if (named.success) add.mutate({ name: named.data, role, secret }, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      {isFirst && <Typography color="textSecondary">{t('users.firstAbout')}</Typography>}
      <TextField
        autoFocus
        required
        size="small"
        label={t('users.name')}
        value={name}
        onChange={({ target }) => setName(target.value)}
        slotProps={{ htmlInput: { maxLength: 100, autoComplete: 'off' } }}
      />
      {!isFirst && (
        <TextField
          select
          size="small"
          label={t('users.role')}
          value={role}
          helperText={t(`users.rolesAbout.${role}`)}
          onChange={({ target }) => setRole(roleSchema.catch(role).parse(target.value))}
        >
          {roleSchema.options.map((one) => (
            <MenuItem key={one} value={one}>
              {t(`users.roles.${one}`)}
            </MenuItem>
          ))}
        </TextField>
      )}
      <SecretField isNew label={t('users.secret')} help={t('users.secretHelp')} value={secret} onChange={setSecret} />
    </FormDialog>
  );
}
