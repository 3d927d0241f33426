/** Times and speeds in words, as everywhere in the program. */
import { useTranslation } from 'react-i18next';
import { rateWords, timeWords } from '../parts/longWork/words.ts';

export function useTime() {
  const { t, i18n } = useTranslation();
  const spanOf = (seconds: number | null): string | null => {
    const words = timeWords(seconds);
    if (words === null) return null;
    return words.unit === 'moment' ? t('work.time.moment') : t(`work.time.${words.unit}`, { count: words.count });
  };
  return {
    /** "about 2 minutes left"; null where nobody knows. */
    leftOf: (seconds: number | null): string | null => {
      const time = spanOf(seconds);
      return time === null ? null : t('frame.timeLeft', { time });
    },
    /** "41 images per second"; null where nobody knows. */
    speedOf: (perSecond: number | null): string | null => {
      const words = rateWords(perSecond);
      if (words === null) return null;
      const rate = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: words.digits }).format(words.rate);
      return words.per === 'second' ? t('training.perSecond', { rate }) : t('training.perMinute', { rate });
    },
  };
}
