/** Numbers and times as a language writes them. */
import type { PaperStyle } from './paperStyle.ts';

const LOCALES = { en: 'en-GB', de: 'de-DE' } as const;

export function countText(value: number, { language }: PaperStyle): string {
  return new Intl.NumberFormat(LOCALES[language]).format(value);
}

/** 0.0736 → "7.4 %". */
export function shareText(share: number, style: PaperStyle): string {
  return `${tenths(100 * share, style)} %`;
}

export function tenths(value: number, { language }: PaperStyle): string {
  return new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

export function plainNumber(value: number, { language }: PaperStyle): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 3 }).format(value);
}

/** With the zone: it is read elsewhere, and years later. */
export function timeText(iso: string, { language, timeZone }: PaperStyle): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    ...{ year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone },
  }).format(new Date(iso));
}
