/** What was signed, the latest first: by whom, when, in which meaning, and the reports of each. */
import SignedIcon from '@mui/icons-material/Verified';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedVersion } from '../../../app/contract/signing.ts';
import type { SlideDetails } from '../../../app/contract/slides.ts';
import { mayDo } from '../../../app/contract/users.ts';
import { useCall } from '../../connection/calls.ts';
import { useFormats } from '../useFormats.ts';
import { AmendDialog } from './AmendDialog.tsx';
import { Reports } from './Reports.tsx';

export function SignedVersions({ slide, versions }: { readonly slide: SlideDetails; readonly versions: readonly SignedVersion[] }) {
  const { t } = useTranslation();
  const [isAmending, setIsAmending] = useState(false);
  const standing = useCall('users.standing', {}).data;
  const isSigned = slide.state.kind === 'signed';
  const user = standing?.user ?? null;
  const mayAmend = standing !== undefined && user !== null && mayDo({ usersAreSetUp: standing.usersAreSetUp, role: user.role }, 'sign');
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Stack component="ol" aria-label={t('classify.sign.earlier')} sx={{ m: 0, p: 0, listStyle: 'none', gap: 1.5 }}>
        {versions.toReversed().map((version) => (
          <Version key={version.version} slide={slide.id} signed={version} isCurrent={isSigned && version.version === slide.version} />
        ))}
      </Stack>
      {isSigned && mayAmend && (
        <Button variant="outlined" onClick={() => setIsAmending(true)}>
          {t('classify.sign.amend')}
        </Button>
      )}
      {isAmending && <AmendDialog slide={slide} onClose={() => setIsAmending(false)} />}
    </Stack>
  );
}

type VersionProps = { readonly slide: number; readonly signed: SignedVersion; readonly isCurrent: boolean };

function Version({ slide, signed: { version, signature, amendment, hash }, isCurrent }: VersionProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Box
      component="li"
      sx={{
        ...{ border: 1, borderRadius: 1, p: 1.5, display: 'flex', flexDirection: 'column', gap: 0.5, overflowWrap: 'anywhere' },
        borderColor: isCurrent ? 'success.main' : 'divider',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75, fontWeight: 600, color: isCurrent ? 'success.main' : 'text.primary' }}>
        {isCurrent && <SignedIcon sx={{ fontSize: 20 }} />}
        <span>
          {t('classify.sign.version', { version })}
          {isCurrent ? ` · ${t('classify.sign.frozen')}` : ''}
        </span>
      </Box>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {t('classify.sign.by', { name: signature.name, role: t(`users.roles.${signature.role}`) })}
      </Typography>
      <Typography variant="body2">{t('classify.sign.signedAt', { when: formats.moment(signature.signedAt) })}</Typography>
      <Typography variant="body2">{t(`classify.sign.meanings.${signature.meaning}`)}</Typography>
      {amendment !== null && (
        <Typography variant="body2">{t('classify.sign.amended', { of: amendment.of, reason: amendment.reason })}</Typography>
      )}
      {signature.waiver !== null && (
        <Typography variant="body2" sx={{ color: 'warning.main' }}>
          {t('classify.sign.waived', { reason: signature.waiver })}
        </Typography>
      )}
      <Typography variant="caption" color="textSecondary" title={hash}>
        {t('classify.sign.hash')}: {hash.slice(0, 16)}…
      </Typography>
      <Reports slide={slide} version={version} />
    </Box>
  );
}
