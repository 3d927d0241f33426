/** The eight ways a square picture can lie: a cell under the microscope has no upper side, so a network should say the same of all. */

export const VIEWS = [0, 1, 2, 3, 4, 5, 6, 7] as const;
export type View = (typeof VIEWS)[number];

/**
 * A whole batch turned: bit 0 mirrors left and right, bit 1 up and down, bit 2 swaps rows and columns; together they make all flips and quarter turns.
 * @param batch [images, 3, size, size] @returns the same shape; the batch itself for view 0
 */
export function turnedBatch(batch: Float32Array<ArrayBuffer>, size: number, view: View): Float32Array<ArrayBuffer> {
  if (view === 0) return batch;
  const [mirrored, upsideDown, swapped] = [(view & 1) === 1, (view & 2) === 2, (view & 4) === 4];
  const result = new Float32Array(batch.length);
  const area = size * size;
  for (let plane = 0; plane < batch.length; plane += area) {
    for (let y = 0, at = plane; y < size; y++) {
      const fromY = upsideDown ? size - 1 - y : y;
      for (let x = 0; x < size; x++, at++) {
        const fromX = mirrored ? size - 1 - x : x;
        result[at] = batch[plane + (swapped ? fromX * size + fromY : fromY * size + fromX)] ?? 0;
      }
    }
  }
  return result;
}
