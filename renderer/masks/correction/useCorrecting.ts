/** The mask that is being corrected, if any, with the brush in hand. */
import { useCallback, useState, useSyncExternalStore } from 'react';
import type { MaskPixels } from '../pictures/levels.ts';
import { firstBrush, largestBrush, steppedBrush } from './brush.ts';
import { Correction, type CorrectionState } from './Correction.ts';
import type { Size } from './raster.ts';

export type Tool = 'brush' | 'eraser';

const IDLE: CorrectionState = { canUndo: false, canRedo: false, isUnsaved: false, version: 0 };

export function useCorrecting() {
  const [correction, setCorrection] = useState<Correction | null>(null);
  const [tool, setTool] = useState<Tool>('brush');
  // The size that a person has chosen stays for images of the same size.
  const [chosen, setChosen] = useState<{ readonly diameter: number; readonly largest: number } | null>(null);
  const state = useSyncExternalStore(
    useCallback((listener: () => void) => correction?.onState(listener) ?? (() => undefined), [correction]),
    () => correction?.state ?? IDLE,
  );
  const size = correction?.size ?? { width: 1, height: 1 };
  const largest = largestBrush(size);
  const diameter = chosen?.largest === largest ? chosen.diameter : firstBrush(size);
  const resize = (to: number) => setChosen({ diameter: to, largest });
  return {
    ...{ correction, state, tool, setTool, diameter, largest, resize },
    step: (direction: 1 | -1) => resize(steppedBrush(diameter, direction, largest)),
    /** @param mask null: an image without a mask */
    begin: (mask: MaskPixels | null, image: Size) => {
      setTool('brush');
      setCorrection(new Correction(mask?.cell ?? new Uint8Array(image.width * image.height), image, mask?.nucleus));
    },
    end: () => setCorrection(null),
  };
}

export type Correcting = ReturnType<typeof useCorrecting>;
