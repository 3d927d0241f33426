/** Shares that a person types in per cent. Pure. */

/** A share from per cent as a person types it, with a comma or a point; undefined for what is none or lies outside. */
export function shareTyped(text: string, most = 1): number | undefined {
  const plain = text.trim().replace(',', '.');
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(plain)) return undefined;
  const share = Number(plain) / 100;
  return share <= most ? share : undefined;
}

/** Per cent as it stands in a field, in a language's own way. */
export function typedOf(share: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2, useGrouping: false }).format(share * 100);
}
