/** How every number of the report is written, in one place. */

const missing = '–';
/** Keeps a number and its unit on one line. */
const joint = '\u00a0';

/** 0.9412 → "94.1 %". */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)}${joint}%` : missing;
}

/** A subset's size: 10 → "10 %", 0.5 → "0.5 %". */
export function subsetName(perCent: number): string {
  return `${perCent}${joint}%`;
}

/** [0.91, 0.95] → "91.0–95.0 %". */
export function percentRange([low, high]: readonly [number, number]): string {
  return Number.isFinite(low) && Number.isFinite(high) ? `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}${joint}%` : missing;
}

/** Precision, recall and F1: 0.83 → "0.830". */
export function score(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : missing;
}

/** A loss, to four significant digits: 0.001165 → "0.001165". */
export function loss(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : missing;
}

/** 8447 → "8,447". */
export function count(value: number): string {
  return value.toLocaleString('en-GB');
}

export function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** 4 s, 1 min 5 s, 2 h 3 min. */
export function duration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return missing;
  if (seconds < 9.95) return `${seconds.toFixed(1)}${joint}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${joint}s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}${joint}min ${whole % 60}${joint}s`;
  return `${Math.floor(minutes / 60)}${joint}h ${minutes % 60}${joint}min`;
}

/** 2026-11-23 05:51 UTC. */
export function moment(date: Date): string {
  return Number.isNaN(date.getTime()) ? missing : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const minus = '\u2212';

/** A difference of scores: +0.012, −0.030, 0.000. */
export function signed(value: number): string {
  if (!Number.isFinite(value)) return missing;
  const text = Math.abs(value).toFixed(3);
  return Number(text) === 0 ? text : `${value < 0 ? minus : '+'}${text}`;
}

/** A difference of shares in points of per cent: +1.2, −3.0, 0.0. */
export function points(share: number): string {
  if (!Number.isFinite(share)) return missing;
  const text = Math.abs(share * 100).toFixed(1);
  return Number(text) === 0 ? text : `${share < 0 ? minus : '+'}${text}`;
}

/** An interval: "0.910 to 0.950", of differences "−0.010 to +0.034". */
export function range({ low, high }: { readonly low: number; readonly high: number }, written: (value: number) => string = score): string {
  return `${written(low)} to ${written(high)}`;
}

/** McNemar's p: "< 0.0001", "0.0034", "0.25". */
export function probability(p: number): string {
  if (!Number.isFinite(p)) return missing;
  if (p < 0.0001) return `<${joint}0.0001`;
  return p.toFixed(p < 0.01 ? 4 : 2);
}
