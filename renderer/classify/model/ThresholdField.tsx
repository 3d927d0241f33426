/** From which probability on a cell is certain: by the error that is aimed at, or as a person says. */
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { PossibleModel } from '../../../app/contract/slides.ts';
import { Calibrating } from '../../parts/calibration/Calibrating.tsx';
import { PercentField } from '../../parts/PercentField.tsx';
import { shareTyped } from '../../parts/typedShare.ts';

type ThresholdFieldProps = {
  readonly model: PossibleModel;
  /** Per cent as it was typed; '' for the one of the calibration. */
  readonly own: string;
  readonly onOwn: (own: string) => void;
};

export function ThresholdField({ model: { run, validated }, own, onOwn }: ThresholdFieldProps) {
  const { t } = useTranslation();
  const canCalibrate = run !== null && validated > 0;
  return (
    <Stack sx={{ gap: 1.5 }}>
      {canCalibrate ? (
        <Calibrating run={run} isSmall />
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
