/** The step along a few slopes that makes a difference smallest. */

/** Keeps the step finite where a slope is flat or two are alike; small beside the squares of slopes of unlike pictures. */
const RIDGE = 1e-6;

/** The factors x for which |difference + Σ x[k] · slopes[k]|² is least (normal equations, Gaussian elimination with pivoting). */
export function solved(slopes: readonly Float64Array[], difference: Float64Array): number[] {
  const rows = slopes.map((slope, row) => [
    ...slopes.map((other, column) => dot(slope, other) + (row === column ? RIDGE : 0)),
    -dot(slope, difference),
  ]);
  for (const [pivot] of rows.entries()) {
    const largest = rows.slice(pivot).reduce((most, row) => (Math.abs(row[pivot] ?? 0) > Math.abs(most[pivot] ?? 0) ? row : most));
    rows[rows.indexOf(largest)] = rows[pivot] ?? largest;
    rows[pivot] = largest;
    for (const [index, row] of rows.entries()) {
      if (index === pivot) continue;
      const factor = (row[pivot] ?? 0) / (largest[pivot] ?? 1);
      rows[index] = row.map((value, column) => value - factor * (largest[column] ?? 0));
    }
  }
  return rows.map((row, index) => (row.at(-1) ?? 0) / (row[index] ?? 1));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
