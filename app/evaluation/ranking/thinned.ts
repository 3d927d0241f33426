/** Fewer points of a curve, so few that the eye sees no other one. */

export type CurvePoint = readonly [x: number, y: number];

/**
 * The first and the last point, and of those between each that lies a step from the one kept before it, where the steps are as small as `most`
 * points allow. What is left out lies less than a step from a point that is shown.
 * @param points of a curve within 0 to 1 @param most at least 2
 */
export function thinned(points: readonly CurvePoint[], most: number): readonly CurvePoint[] {
  const straight = withoutMiddles(points);
  if (straight.length <= most) return straight;
  for (let step = 1 / most; ; step *= 2) {
    const kept = stepped(straight, step);
    if (kept.length <= most) return kept;
  }
}

/** Points on a straight line between their neighbours, level or upright, show nothing. */
function withoutMiddles(points: readonly CurvePoint[]): readonly CurvePoint[] {
  return points.filter((point, at) => {
    const [before, after] = [points[at - 1], points[at + 1]];
    if (before === undefined || after === undefined) return true;
    const isLevel = before[1] === point[1] && point[1] === after[1];
    const isUpright = before[0] === point[0] && point[0] === after[0] && point[1] - before[1] > 0 === after[1] - point[1] > 0;
    return !isLevel && !isUpright;
  });
}

function stepped(points: readonly CurvePoint[], step: number): readonly CurvePoint[] {
  let kept = points[0] ?? [0, 0];
  return points.filter((point, at) => {
    const isKept = at === 0 || at === points.length - 1 || Math.max(Math.abs(point[0] - kept[0]), Math.abs(point[1] - kept[1])) >= step;
    if (isKept) kept = point;
    return isKept;
  });
}
