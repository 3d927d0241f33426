/** Losses and predictions from a network's output, for validation (the training loss comes out of the graph). */

/** The place of the largest value of each row of [batch, class]; of equals the first. */
export function argmaxRows(output: Float32Array, rows: number, classes: number): number[] {
  return Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let column = 1; column < classes; column++) {
      if ((output[row * classes + column] ?? 0) > (output[row * classes + best] ?? 0)) best = column;
    }
    return best;
  });
}

/** Softmax of one row of logits, in double precision. */
export function softmax(logits: Float32Array): number[] {
  const top = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = Array.from(logits, (logit) => Math.exp(logit - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** −log softmax(logits)[label] of one row. */
export function crossEntropy(logits: Float32Array, label: number): number {
  const top = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - top), 0);
  return Math.log(sum) + top - (logits[label] ?? 0);
}

/** Mean of (a − b)² over all values. */
export function meanSquaredError(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    sum += difference * difference;
  }
  return a.length === 0 ? 0 : sum / a.length;
}
