/** How a window that is padded alike on all sides is said in TensorFlow's words. */

export type Window = { readonly kernel: number; readonly stride: number; readonly padding: number };

/**
 * TensorFlow's gradients know no padding but `valid` (none) and `same` (as much as gives side / stride windows, rounded up, the odd pixel
 * at the end); what is neither must be padded before: `before`.
 */
export function paddingOf(sides: readonly number[], window: Window): 'valid' | 'same' | 'before' {
  if (window.padding === 0) return 'valid';
  return sides.every((side) => isSame(side, window)) ? 'same' : 'before';
}

/** Whether `same` lays the same windows: as many of them, the first beginning at the same pixel. */
function isSame(side: number, { kernel, stride, padding }: Window): boolean {
  const windows = Math.ceil(side / stride);
  const wanted = Math.floor((side + 2 * padding - kernel) / stride) + 1;
  const padded = Math.max((windows - 1) * stride + kernel - side, 0);
  return windows === wanted && Math.floor(padded / 2) === padding;
}
