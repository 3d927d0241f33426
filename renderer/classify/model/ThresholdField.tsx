/** From which probability on a cell is certain: by the error that is aimed at, or as a person says. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import InputAdornment from '@mui/material/InputAdornment';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_TARGET_ERROR, type PossibleModel } from '../../../app/contract/slides.ts';
import { useCall, useOrder } from '../../connection/calls.ts';
import { CalibrationView } from '../../parts/calibration/CalibrationView.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { shareTyped, typedOf } from './thresholds.ts';

type ThresholdFieldProps = {
  readonly model: PossibleModel;
  /** Per cent as it was typed; '' for the one of the calibration. */
  readonly own: string;
  readonly onOwn: (own: string) => void;
};

export function ThresholdField({ model, own, onOwn }: ThresholdFieldProps) {
  const { t } = useTranslation();
  const canCalibrate = model.run !== null && model.validated > 0;
  return (
    <Stack sx={{ gap: 1.5 }}>
      {canCalibrate ? (
        <Calibrating run={model.run ?? 0} model={model} />
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t('classify.model.cannot')}
        </Typography>
      )}
      <PercentField
        label={canCalibrate ? t('classify.model.own') : t('classify.model.threshold')}
        value={own}
        onChange={onOwn}
        isWrong={own.trim() !== '' && shareTyped(own) === undefined}
        isRequired={!canCalibrate}
      />
    </Stack>
  );
}

function Calibrating({ run, model }: { readonly run: number; readonly model: PossibleModel }) {
  const { t, i18n } = useTranslation();
  const [target, setTarget] = useState(() => typedOf(model.calibration?.targetError ?? DEFAULT_TARGET_ERROR, i18n.language));
  const targetError = shareTyped(target, 0.5);
  const shown = useCall(
    'slides.calibration',
    { run, targetError: targetError ?? null },
    { keep: true, enabled: targetError !== undefined },
  );
  const calibrate = useOrder('slides.calibrate');
  const isKept = model.calibration !== null && targetError !== undefined && Math.abs(model.calibration.targetError - targetError) < 1e-9;
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
        <PercentField
          label={t('classify.model.target')}
          value={target}
          onChange={setTarget}
          isWrong={targetError === undefined}
          isRequired
        />
        <Button
          variant="outlined"
          sx={{ height: 40, flexShrink: 0 }}
          disabled={targetError === undefined || isKept}
          loading={calibrate.isPending}
          onClick={() => targetError !== undefined && calibrate.mutate({ run, targetError })}
        >
          {t('classify.model.calibrate')}
        </Button>
      </Box>
      {calibrate.error !== null && <ErrorNotice error={calibrate.error} />}
      {shown.isError && <ErrorNotice error={shown.error} />}
      {shown.data !== undefined && <CalibrationView calibration={shown.data} isSmall />}
    </>
  );
}

type PercentFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isWrong: boolean;
  readonly isRequired: boolean;
};

function PercentField({ label, value, onChange, isWrong, isRequired }: PercentFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      size="small"
      fullWidth
      label={label}
      value={value}
      error={isWrong}
      required={isRequired}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{
        htmlInput: { inputMode: 'decimal', maxLength: 8, autoComplete: 'off' },
        input: { endAdornment: <InputAdornment position="end">{t('classify.model.percent')}</InputAdornment> },
      }}
    />
  );
}
