/** The masks that are laid over the image, as canvases; that of a correction follows its strokes. */
import { useEffect, useMemo } from 'react';
import type { Correction } from '../correction/Correction.ts';
import type { MaskPixels } from '../pictures/levels.ts';
import { layerOf } from './Layer.ts';
import type { Stage } from './Stage.ts';

export function useLayers(mask: MaskPixels | null | undefined, correction: Correction | null, stage: Stage) {
  const cell = useMemo(() => (mask == null ? null : layerOf(mask.cell, mask.size)), [mask]);
  const nucleus = useMemo(() => (mask?.nucleus == null ? null : layerOf(mask.nucleus, mask.size)), [mask]);
  const corrected = useMemo(() => (correction === null ? null : layerOf(correction.mask, correction.size)), [correction]);
  const correctedNucleus = useMemo(() => {
    const pixels = correction?.nucleus() ?? null;
    return correction === null || pixels === null ? null : layerOf(pixels, correction.size);
  }, [correction]);
  useEffect(() => {
    if (correction === null || corrected === null) return;
    return correction.onPixels((rect) => {
      corrected.put(correction.mask, rect);
      if (correction.nucleusBefore !== null) correctedNucleus?.put(correction.nucleusBefore, rect, correction.mask);
      stage.redraw();
    });
  }, [correction, corrected, correctedNucleus, stage]);
  if (corrected !== null) return { cell: corrected.canvas, nucleus: correctedNucleus?.canvas ?? null };
  return { cell: cell?.canvas ?? null, nucleus: nucleus?.canvas ?? null };
}
