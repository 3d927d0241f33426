/** Below the count: who may sign it and how, or who has. */
import SignIcon from '@mui/icons-material/DrawOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../app/contract/contract.ts';
import type { SlideDetails } from '../../../app/contract/slides.ts';
import { mayDo } from '../../../app/contract/users.ts';
import { useCall } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { NewUserDialog } from '../../parts/users/NewUserDialog.tsx';
import { SignInDialog } from '../../parts/users/SignInDialog.tsx';
import { Reports } from './Reports.tsx';
import { SignDialog } from './SignDialog.tsx';
import { SignedVersions } from './SignedVersions.tsx';

export type SignPanelProps = { readonly slide: SlideDetails; readonly counted: OutputOf<'slides.count'> };

export function SignPanel({ slide, counted }: SignPanelProps) {
  const { t } = useTranslation();
  const id = useId();
  const versions = useCall('slides.versions', { slide: slide.id });
  const isSigned = slide.state.kind === 'signed';
  return (
    <Stack component="section" aria-labelledby={id} sx={{ gap: 1.5 }}>
      <Typography variant="h2" id={id}>
        {t('classify.sign.title')}
      </Typography>
      {versions.isError && <ErrorNotice error={versions.error} onRetry={() => void versions.refetch()} />}
      {!isSigned && <Way slide={slide} counted={counted} />}
      {versions.data !== undefined && versions.data.length > 0 && <SignedVersions slide={slide} versions={versions.data} />}
      {!isSigned && <Reports slide={slide.id} version={null} />}
    </Stack>
  );
}

/** What leads from here to a signature. */
function Way({ slide, counted }: SignPanelProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<'first user' | 'sign in' | 'sign' | null>(null);
  const standing = useCall('users.standing', {});
  const close = () => setAsked(null);
  if (standing.isError) return <ErrorNotice error={standing.error} onRetry={() => void standing.refetch()} />;
  if (standing.data === undefined) return null;
  const { user, usersAreSetUp } = standing.data;
  const { signing } = counted;
  const maySign = mayDo({ usersAreSetUp, role: user?.role ?? null }, 'sign');
  return (
    <>
      {signing.may !== 'yes' && <Alert severity={signing.may === 'no' ? 'info' : 'warning'}>{signing.sentence}</Alert>}
      {!usersAreSetUp && (
        <>
          <Typography variant="body2" color="textSecondary">
            {t('classify.sign.needsUsers')}
          </Typography>
          <Button variant="outlined" onClick={() => setAsked('first user')}>
            {t('classify.sign.setUp')}
          </Button>
        </>
      )}
      {usersAreSetUp && user === null && (
        <>
          <Typography variant="body2" color="textSecondary">
            {t('classify.sign.needsSignIn')}
          </Typography>
          <Button variant="outlined" onClick={() => setAsked('sign in')}>
            {t('users.signIn')}
          </Button>
        </>
      )}
      {user !== null && !maySign && (
        <Typography variant="body2" color="textSecondary">
          {t('classify.sign.mayNot', { role: t(`users.roles.${user.role}`) })}
        </Typography>
      )}
      {user !== null && maySign && (
        <Button variant="contained" startIcon={<SignIcon />} disabled={signing.may === 'no'} onClick={() => setAsked('sign')}>
          {t('classify.sign.button')}
        </Button>
      )}
      {asked === 'first user' && <NewUserDialog isFirst onClose={close} />}
      {asked === 'sign in' && <SignInDialog onClose={close} />}
      {asked === 'sign' && user !== null && <SignDialog slide={slide} counted={counted} user={user} onClose={close} />}
    </>
  );
}
