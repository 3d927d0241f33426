/** Where the points, ticks and labels of a line chart lie. Pure; lengths in CSS pixels. */

export type Point = { readonly x: number; readonly y: number | null };
export type Range = readonly [least: number, most: number];

/** 1, 2 or 5 times a power of ten, so that there are about `count` steps in a range. */
export function niceStep([least, most]: Range, count: number): number {
  const rough = (most - least) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  return factor * power;
}

/** Round numbers within a range. @param leastStep 1 for what is counted */
export function ticksOf([least, most]: Range, count: number, leastStep = 0): number[] {
  const step = Math.max(niceStep([least, most], count), leastStep);
  const first = Math.ceil(least / step - 1e-9);
  const last = Math.floor(most / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** From 0 to a round number above all values, so that the height of a line means something; 0 to 1 where there are none. */
export function rangeFromZero(values: readonly number[]): Range {
  const most = Math.max(0, ...values.filter(Number.isFinite));
  if (most === 0) return [0, 1];
  const step = niceStep([0, most], 4);
  return [0, Number((Math.ceil(most / step - 1e-9) * step).toPrecision(12))];
}

/** A value in a range to a place between two ends. */
export function placeIn([least, most]: Range, [from, to]: Range): (value: number) => number {
  const width = most - least;
  return (value) => (width === 0 ? (from + to) / 2 : from + ((value - least) / width) * (to - from));
}

/** The `d` of a path through all points that have a value; a gap where one has none. */
export function linePath(points: readonly Point[], x: (value: number) => number, y: (value: number) => number): string {
  let isDown = false;
  return points
    .flatMap((point) => {
      if (point.y === null || !Number.isFinite(point.y)) {
        isDown = false;
        return [];
      }
      const command = isDown ? 'L' : 'M';
      isDown = true;
      return [`${command}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`];
    })
    .join('');
}

/** Places of labels that would lie over each other, moved apart by as little as needed and kept within the range. */
export function spreadLabels(wanted: readonly number[], gap: number, [top, bottom]: Range): number[] {
  const order = wanted.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place || a.index - b.index);
  const placed: number[] = [];
  for (const { place } of order) placed.push(Math.max(place, (placed.at(-1) ?? Number.NEGATIVE_INFINITY) + gap, top));
  let limit = bottom;
  for (let at = placed.length - 1; at >= 0; at--) {
    placed[at] = Math.min(placed[at] ?? limit, limit);
    limit = (placed[at] ?? limit) - gap;
  }
  const result = new Array<number>(wanted.length).fill(0);
  order.forEach(({ index }, at) => {
    result[index] = placed[at] ?? 0;
  });
  return result;
}

/** The one of these values that is nearest. */
export function nearest(values: readonly number[], wanted: number): number | undefined {
  return values.reduce<number | undefined>(
    (best, value) => (best === undefined || Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best),
    undefined,
  );
}
