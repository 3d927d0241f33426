/** How large the pictures of the grid are shown, kept on this computer from one start to the next. */
import { useState } from 'react';

export const SMALLEST_SIDE = 80;
export const LARGEST_SIDE = 320;
const USUAL_SIDE = 128;
const KEY = 'smearlab.thumbnailSide';

/** What was kept may be of any form. */
export function sideOf(kept: string | null): number {
  const side = kept === null || kept.trim() === '' ? Number.NaN : Number(kept);
  return Number.isFinite(side) ? Math.min(LARGEST_SIDE, Math.max(SMALLEST_SIDE, Math.round(side))) : USUAL_SIDE;
}

export function useThumbnailSide(): readonly [side: number, setSide: (side: number) => void] {
  const [side, setSide] = useState(() => sideOf(localStorage.getItem(KEY)));
  return [
    side,
    (to) => {
      localStorage.setItem(KEY, String(to));
      setSide(to);
    },
  ];
}
