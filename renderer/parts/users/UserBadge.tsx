/** Who is signed in, with the way in or out; nothing where no users are set up. */
import UserIcon from '@mui/icons-material/AccountCircleOutlined';
import OutIcon from '@mui/icons-material/Logout';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useOrder } from '../../connection/calls.ts';
import { SignInDialog } from './SignInDialog.tsx';

export function UserBadge() {
  const { t } = useTranslation();
  const [isSigningIn, setIsSigningIn] = useState(false);
  const standing = useCall('users.standing', {}).data;
  const signOut = useOrder('users.signOut');
  if (standing === undefined || !standing.usersAreSetUp) return null;
  const { user } = standing;
  if (user === null) {
    return (
      <>
        <Button startIcon={<UserIcon />} onClick={() => setIsSigningIn(true)} sx={{ flexShrink: 0 }}>
          {t('users.signIn')}
        </Button>
        {isSigningIn && <SignInDialog onClose={() => setIsSigningIn(false)} />}
      </>
    );
  }
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, flexShrink: 0, typography: 'body2' }}>
      <UserIcon fontSize="small" color="action" />
      <span>
        {user.name}, {t(`users.roles.${user.role}`)}
      </span>
      <Tooltip title={t('users.signOut')}>
        <IconButton size="small" aria-label={t('users.signOut')} disabled={signOut.isPending} onClick={() => signOut.mutate({})}>
          <OutIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
