/** Users: who may work on slides, sign, and manage users. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayDo, roleSchema, type User } from '../../app/contract/users.ts';
import { useCall, useOrder } from '../connection/calls.ts';
import { NewUserDialog } from '../parts/users/NewUserDialog.tsx';
import { UserBadge } from '../parts/users/UserBadge.tsx';
import { ChangeSecretDialog } from './ChangeSecretDialog.tsx';
import { Section } from './Section.tsx';

export function Users() {
  const { t } = useTranslation();
  const [isAdding, setIsAdding] = useState(false);
  const standing = useCall('users.standing', {});
  const users = useCall('users.list', {});
  const known = standing.data;
  const isFirst = known?.usersAreSetUp === false;
  const mayManage = known !== undefined && mayDo({ usersAreSetUp: known.usersAreSetUp, role: known.user?.role ?? null }, 'manage users');
  const error = standing.error ?? users.error;
  return (
    <Section title={t('users.title')} about={t('users.about')}>
      {error !== null && <Alert severity="error">{error.message}</Alert>}
      {isFirst && <Typography sx={{ mb: 1 }}>{t('users.none')}</Typography>}
      {users.data !== undefined && users.data.length > 0 && (
        <Table size="small" aria-label={t('users.title')} sx={{ mb: 1.5 }}>
          <TableHead>
            <TableRow>
              <TableCell>{t('users.name')}</TableCell>
              <TableCell>{t('users.role')}</TableCell>
              <TableCell />
            </TableRow>
          </TableHead>
          <TableBody>
            {users.data.map((user) => (
              <UserRow key={user.id} user={user} mayManage={mayManage} isOwn={known?.user?.id === user.id} />
            ))}
          </TableBody>
        </Table>
      )}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        {mayManage && (
          <Button variant="outlined" onClick={() => setIsAdding(true)}>
            {t(isFirst ? 'users.firstTitle' : 'users.add')}
          </Button>
        )}
        {!isFirst && !mayManage && (
          <Typography variant="body2" color="textSecondary">
            {t('users.needsSignIn')}
          </Typography>
        )}
        <Box sx={{ flex: 1 }} />
        <UserBadge />
      </Box>
      {isAdding && <NewUserDialog isFirst={isFirst} onClose={() => setIsAdding(false)} />}
    </Section>
  );
}

type UserRowProps = { readonly user: User; readonly mayManage: boolean; readonly isOwn: boolean };

function UserRow({ user, mayManage, isOwn }: UserRowProps) {
  const { t } = useTranslation();
  const [isChanging, setIsChanging] = useState(false);
  const changeRole = useOrder('users.changeRole');
  const setActive = useOrder('users.setActive');
  const error = changeRole.error ?? setActive.error;
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere', color: user.isActive ? undefined : 'text.secondary' }}>
        {user.name}
        {user.isActive ? '' : ` (${t('users.left')})`}
        {error !== null && (
          <Typography role="alert" variant="body2" color="error">
            {error.message}
          </Typography>
        )}
      </TableCell>
      <TableCell>
        {mayManage ? (
          <Select
            size="small"
            variant="standard"
            value={user.role}
            disabled={changeRole.isPending}
            inputProps={{ 'aria-label': t('users.roleOf', { name: user.name }) }}
            onChange={({ target }) => changeRole.mutate({ user: user.id, role: roleSchema.catch(user.role).parse(target.value) })}
          >
            {roleSchema.options.map((role) => (
              <MenuItem key={role} value={role}>
                {t(`users.roles.${role}`)}
              </MenuItem>
            ))}
          </Select>
        ) : (
          t(`users.roles.${user.role}`)
        )}
      </TableCell>
      <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
        {(mayManage || isOwn) && (
          <Button size="small" onClick={() => setIsChanging(true)} aria-label={`${t('users.changeSecret')} ${user.name}`}>
            {t('users.changeSecret')}
          </Button>
        )}
        {mayManage && (
          <Button
            size="small"
            loading={setActive.isPending}
            aria-label={`${t(user.isActive ? 'users.deactivateShort' : 'users.activateShort')} ${user.name}`}
            onClick={() => setActive.mutate({ user: user.id, isActive: !user.isActive })}
          >
            {t(user.isActive ? 'users.deactivateShort' : 'users.activateShort')}
          </Button>
        )}
        {isChanging && <ChangeSecretDialog user={user} onClose={() => setIsChanging(false)} />}
      </TableCell>
    </TableRow>
  );
}
