/** Numbers of a training in the language that is shown: three digits that say something. */
import { useTranslation } from 'react-i18next';

export function useNumber(): (value: number, digits?: number) => string {
  const { i18n } = useTranslation();
  return (value, digits = 3) =>
    Math.abs(value) >= 0.001 || value === 0
      ? new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value)
      : new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 }).format(value);
}
