/** Axes: where their ticks stand and how values become places on the paper. */

export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

export const SHARES: Scale = { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };

/** Steps of 1, 2 or 5 times a power of ten (Heckbert 1990). Values that are not finite do not count; no values give 0 to 1. */
export function niceScale(values: readonly number[], wanted = 4): Scale {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return { low: 0, high: 1, ticks: [0, 0.5, 1] };
  const least = finite.reduce((a, b) => Math.min(a, b));
  const most = finite.reduce((a, b) => Math.max(a, b));
  const span = most - least || Math.abs(most) || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(most / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks };
}

/** Whole epochs from 1 to `last`, at most `wanted` of them labelled, the last one always. */
export function epochScale(last: number, wanted = 6): Scale {
  const end = Math.max(2, last);
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find((size) => end / size <= wanted) ?? Math.ceil(end / wanted);
  const ticks = [1];
  for (let epoch = step === 1 ? 2 : step; epoch < end - step / 2; epoch += step) if (epoch > 1) ticks.push(epoch);
  ticks.push(end);
  return { low: 1, high: end, ticks };
}

/** Where `value` lies between `from` (the scale's low end) and `to`. */
export function place(scale: Scale, value: number, from: number, to: number): number {
  return from + ((value - scale.low) / (scale.high - scale.low)) * (to - from);
}

/** Labels at these heights moved apart until none covers another, and no farther than that. @returns in the order given */
export function spread(heights: readonly number[], gap: number, top: number, bottom: number): number[] {
  const places = [...heights];
  const order = heights.map((_, at) => at).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  let least = top;
  for (const at of order) {
    places[at] = Math.max(places[at] ?? 0, least);
    least = (places[at] ?? 0) + gap;
  }
  let most = bottom;
  for (const at of order.toReversed()) {
    places[at] = Math.min(places[at] ?? 0, most);
    most = (places[at] ?? 0) - gap;
  }
  return places;
}
