/** Lines of a chart, and which of their points is meant. Pure. */

export type Point = { readonly x: number; readonly y: number | null };

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

/** The one of these values that is nearest. */
export function nearest(values: readonly number[], wanted: number): number | undefined {
  return values.reduce<number | undefined>(
    (best, value) => (best === undefined || Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best),
    undefined,
  );
}
