/** Tables as CSV (RFC 4180): lines end with CR LF, a value with a quote, comma or line break in it is quoted. Pure. */

export type CsvValue = string | number | boolean | null;

export function csvText(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** Numbers as they are, with a point, whatever the language. null: nothing. */
function quoted(value: CsvValue): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
