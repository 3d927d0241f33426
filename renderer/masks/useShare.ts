/** A share as per cent in the language that is shown. */
import { useTranslation } from 'react-i18next';

export function useShare(): (share: number) => string {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumSignificantDigits: 3 });
  return (share) => format.format(share);
}
