/** How often each tap of a convolution's kernel lies inside the image, and how often on its padding. */
import type { Window } from '../operations.ts';

/**
 * The share of all outputs of these windows for which a tap lies inside: [kernel height · kernel width], row by row.
 * @param windows of one kernel and as many outputs each
 * @param plane height and width of the image
 */
export function sharesInside(windows: readonly Window[], plane: readonly [number, number]): Float32Array {
  const [height = 0, width = 0] = windows[0]?.kernel ?? [];
  const shares = new Float32Array(height * width);
  for (const window of windows) {
    const [rows, columns] = [sharesAlong(window, plane, 0), sharesAlong(window, plane, 1)];
    rows.forEach((row, down) => {
      columns.forEach((column, along) => {
        const tap = down * width + along;
        shares[tap] = (shares[tap] ?? 0) + (row * column) / windows.length;
      });
    });
  }
  return shares;
}

function sharesAlong({ kernel, strides, pads }: Window, plane: readonly [number, number], axis: 0 | 1): number[] {
  const [side, before, after] = [plane[axis], pads[axis], pads[axis === 0 ? 2 : 3]];
  const outputs = Math.floor((side + before + after - kernel[axis]) / strides[axis]) + 1;
  return Array.from({ length: kernel[axis] }, (_, tap) => {
    const places = Array.from({ length: outputs }, (_, output) => output * strides[axis] + tap - before);
    return places.filter((place) => place >= 0 && place < side).length / outputs;
  });
}
