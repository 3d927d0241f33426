/** A share as per cent in the language that is shown. */
import { useTranslation } from 'react-i18next';
import { shareText } from './shareText.ts';

export function useShare(): (share: number) => string {
  const { i18n } = useTranslation();
  return (share) => shareText(share, i18n.language);
}
