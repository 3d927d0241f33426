/** A number of bytes as a person reads it. Pure. */
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** In powers of a thousand, as disks are sold and system tools count, with up to three digits. */
export function bytesText(bytes: number, language: string): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3 + 1e-9));
  const unit = UNITS[power] ?? 'byte';
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 3 });
  return format.format(bytes / 1000 ** power);
}
