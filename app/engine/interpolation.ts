/** Bilinear interpolation as a matrix, which every engine upsamples with. */

/** [side·factor, side], row i holding the weights of the input pixels that make output pixel i; outside the image its edge goes on. */
export function interpolationMatrix(side: number, factor: number): Float32Array {
  const matrix = new Float32Array(side * factor * side);
  for (let output = 0; output < side * factor; output++) {
    const position = Math.max((output + 0.5) / factor - 0.5, 0);
    const below = Math.min(Math.floor(position), side - 1);
    const above = Math.min(below + 1, side - 1);
    const share = position - below;
    const row = output * side;
    matrix[row + below] = (matrix[row + below] ?? 0) + (1 - share);
    matrix[row + above] = (matrix[row + above] ?? 0) + share;
  }
  return matrix;
}
