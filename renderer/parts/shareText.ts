/** A share as per cent in a language, everywhere alike. Pure. */

/**
 * As many digits as tell it from 0 and from 100, and no more than are read: 0 %, 0.4 %, 9.0 %, 43 %, 99.6 %, 100 %.
 * @param share 0 to 1; more than 1 for what is enlarged
 */
export function shareText(share: number, language: string): string {
  const percent = share * 100;
  const isPlain = percent === 0 || percent >= 100 || (percent >= 10 && percent <= 99);
  const digits = isPlain ? 0 : 1;
  return new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(share);
}
