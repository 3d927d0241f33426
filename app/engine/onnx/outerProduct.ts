/** The gradient of a large matrix from its factors, in passes that read the factors out of the cache. */

/** One image's share: dy [out] and x [in], whose outer product is a matrix [out, in]. */
export type FactorRow = { readonly dy: Float32Array; readonly x: Float32Array };

/** Columns that are done at a time: four rows of them stay in a core's cache while the matrix passes by. */
const COLUMNS = 8192;

/** The rows of factors dy [N, out] and x [N, in]. */
export function rowsOfFactors(dy: Float32Array, x: Float32Array, count: number): FactorRow[] {
  const [outputs, inputs] = [dy.length / count, x.length / count];
  return Array.from({ length: count }, (_, row) => ({
    dy: dy.subarray(row * outputs, (row + 1) * outputs),
    x: x.subarray(row * inputs, (row + 1) * inputs),
  }));
}

/**
 * gradient[o, i] = share · Σ over the rows of dy[o] · x[i]; four rows at a time are added up in double precision.
 * @param gradient [out, in], written over
 */
export function outerProduct(gradient: Float32Array, rows: readonly FactorRow[], share: number): void {
  const [first] = rows;
  const [outputs, inputs] = [first?.dy.length ?? 0, first?.x.length ?? 0];
  if (first === undefined || gradient.length !== outputs * inputs) {
    throw new RangeError(`A gradient of ${gradient.length} numbers is not made of ${rows.length} rows of ${outputs} and ${inputs}.`);
  }
  for (let begin = 0; begin < inputs; begin += COLUMNS) {
    const end = Math.min(begin + COLUMNS, inputs);
    for (let from = 0; from < rows.length; from += 4) {
      // Rows that are not there count nothing: their factor is 0, and the first row is read in their place.
      const line = (offset: number) => (rows[from + offset] ?? first).x.subarray(begin, end);
      const lines = [line(0), line(1), line(2), line(3)] as const;
      for (let output = 0; output < outputs; output++) {
        const factor = (offset: number) => share * (rows[from + offset]?.dy[output] ?? 0);
        const sum = gradient.subarray(output * inputs + begin, output * inputs + end);
        const add = from === 0 ? setLines : addLines;
        add(sum, lines, [factor(0), factor(1), factor(2), factor(3)]);
      }
    }
  }
}

type Four<T> = readonly [T, T, T, T];

function setLines(sum: Float32Array, [first, second, third, fourth]: Four<Float32Array>, [a, b, c, d]: Four<number>): void {
  for (let i = 0; i < sum.length; i++) {
    sum[i] = a * (first[i] as number) + b * (second[i] as number) + c * (third[i] as number) + d * (fourth[i] as number);
  }
}

function addLines(sum: Float32Array, [first, second, third, fourth]: Four<Float32Array>, [a, b, c, d]: Four<number>): void {
  for (let i = 0; i < sum.length; i++) {
    sum[i] =
      (sum[i] as number) + a * (first[i] as number) + b * (second[i] as number) + c * (third[i] as number) + d * (fourth[i] as number);
  }
}
