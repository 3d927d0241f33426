/** The words of words.ts in the language that is shown. */
import { useTranslation } from 'react-i18next';
import type { Progress } from '../../../app/contract/progress.ts';
import { isLongProcedure, rateWords, timeWords } from './words.ts';

export type WorkWords = {
  /** What a long procedure is called; one that this face does not know by its own name. */
  nameOf(procedure: string): string;
  /** "120 of 600 · 41 per second · about 2 minutes left", as far as it is known. */
  farOf(progress: Progress): string;
};

export function useWorkWords(): WorkWords {
  const { t, i18n } = useTranslation();
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(i18n.language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  const rateOf = ({ perSecond }: Progress) => {
    const words = rateWords(perSecond);
    if (words === null) return [];
    const rate = number(words.rate, words.digits);
    return [words.per === 'second' ? t('frame.perSecond', { rate }) : t('work.perMinute', { rate })];
  };
  const timeOf = ({ secondsLeft }: Progress) => {
    const words = timeWords(secondsLeft);
    if (words === null) return [];
    const time = words.unit === 'moment' ? t('work.time.moment') : t(`work.time.${words.unit}`, { count: words.count });
    return [t('frame.timeLeft', { time })];
  };
  return {
    nameOf: (procedure) => (isLongProcedure(procedure) ? t(`work.names.${procedure}`) : procedure),
    farOf: (progress) => {
      const { done, total } = progress;
      const far = total > 0 ? [t('work.far', { done: number(done), total: number(total) })] : [];
      return [...far, ...rateOf(progress), ...timeOf(progress)].join(' · ');
    },
  };
}
