/** Reference ranges as they are typed. Pure. */
import { type ReferenceRanges, referenceRangesSchema } from '../../app/contract/differential.ts';

export type RangeRow = { readonly class: string; readonly low: string; readonly high: string };
export type RangesForm = { readonly source: string; readonly rows: readonly RangeRow[] };

/** @param language whose decimal sign the fields have */
export function formOf({ source, ranges }: ReferenceRanges, language: string): RangesForm {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2, useGrouping: false });
  return { source, rows: ranges.map((range) => ({ class: range.class, low: number.format(range.low), high: number.format(range.high) })) };
}

/** Rows without a class are none. @returns undefined while something cannot be used */
export function rangesOf({ source, rows }: RangesForm): ReferenceRanges | undefined {
  const ranges = rows
    .filter((row) => row.class.trim() !== '')
    .map((row) => ({ class: row.class, low: perCentTyped(row.low), high: perCentTyped(row.high) }));
  return referenceRangesSchema.safeParse({ source, ranges }).data;
}

function perCentTyped(text: string): number {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Number(plain) : Number.NaN;
}
