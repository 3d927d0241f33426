/** The calibration of a run: what an error that is aimed at would cost, and a way to keep it for the slides to come. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_TARGET_ERROR } from '../../../app/contract/slides.ts';
import { useCall, useOrder } from '../../connection/calls.ts';
import { ErrorNotice } from '../ErrorNotice.tsx';
import { PercentField } from '../PercentField.tsx';
import { shareTyped, typedOf } from '../typedShare.ts';
import { CalibrationView } from './CalibrationView.tsx';

/** More is no aim. */
const MOST_ERROR = 0.5;

/** @param props `isSmall`: the threshold alone, where a model is chosen */
export function Calibrating({ run, isSmall = false }: { readonly run: number; readonly isSmall?: boolean }) {
  const { t, i18n } = useTranslation();
  // null: as it is kept, until a person types something else.
  const [typed, setTyped] = useState<string | null>(null);
  const targetError = typed === null ? null : shareTyped(typed, MOST_ERROR);
  const shown = useCall(
    'slides.calibration',
    { run, targetError: targetError ?? null },
    { keep: true, enabled: targetError !== undefined },
  );
  const calibrate = useOrder('slides.calibrate');
  const known = shown.data;
  const aim = targetError === undefined ? undefined : (targetError ?? known?.targetError);
  return (
    <Stack sx={{ gap: 1.5 }}>
      {shown.isPending && <Skeleton variant="rounded" height={isSmall ? 170 : 240} aria-label={t('classify.loading')} />}
      {shown.isError && <ErrorNotice error={shown.error} />}
      {known !== undefined && (
        <>
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', maxWidth: 440 }}>
            <PercentField
              label={t('calibration.aim')}
              value={typed ?? typedOf(known.targetError ?? DEFAULT_TARGET_ERROR, i18n.language)}
              onChange={setTyped}
              isWrong={targetError === undefined}
              isRequired
            />
            <Button
              variant="outlined"
              sx={{ height: 40, flexShrink: 0 }}
              disabled={aim === undefined || known.savedAt !== null}
              loading={calibrate.isPending}
              onClick={() => {
                if (aim !== undefined) calibrate.mutate({ run, targetError: aim }, { onSuccess: () => setTyped(null) });
              }}
            >
              {t('calibration.keep')}
            </Button>
          </Box>
          <CalibrationView calibration={known} isSmall={isSmall} />
        </>
      )}
      {calibrate.error !== null && <ErrorNotice error={calibrate.error} />}
    </Stack>
  );
}
