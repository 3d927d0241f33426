/** A finished run that may be started from, in a line. */
import { useTranslation } from 'react-i18next';
import type { PossibleInput } from '../../../app/contract/training.ts';
import { useNumber } from '../useNumber.ts';

export function useInputWords(): (input: PossibleInput) => string {
  const { t } = useTranslation();
  const number = useNumber();
  return ({ name, study, dataSet, score, part }) => {
    const scored = score === null ? [] : [`${t(part === 'autoencoder' ? 'training.mse' : 'training.macroF1')} ${number(score)}`];
    return [study !== null && study !== name ? `${study}: ${name}` : name, dataSet, ...scored].join(' · ');
  };
}
