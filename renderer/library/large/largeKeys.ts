/** What a key means in the large view. Pure. */
import type { Point } from '../../parts/view.ts';

export type LargeKey =
  | { readonly kind: 'step'; readonly to: 'previous' | 'next' }
  | { readonly kind: 'pan'; readonly by: Point }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'whole' }
  | { readonly kind: 'overlay' };

/** One press or notch of the wheel. */
export const ZOOM_STEP = 1.25;
const PAN_STEP = 80;

/** The arrows move an image of which only a part is seen, and lead on where all of it is. */
export function meaningOf(key: string, isPart: boolean): LargeKey | undefined {
  switch (key) {
    case 'ArrowLeft':
      return isPart ? { kind: 'pan', by: { x: PAN_STEP, y: 0 } } : { kind: 'step', to: 'previous' };
    case 'ArrowRight':
      return isPart ? { kind: 'pan', by: { x: -PAN_STEP, y: 0 } } : { kind: 'step', to: 'next' };
    case 'ArrowUp':
      return isPart ? { kind: 'pan', by: { x: 0, y: PAN_STEP } } : undefined;
    case 'ArrowDown':
      return isPart ? { kind: 'pan', by: { x: 0, y: -PAN_STEP } } : undefined;
    case 'PageUp':
      return { kind: 'step', to: 'previous' };
    case 'PageDown':
      return { kind: 'step', to: 'next' };
    case '+':
    case '=':
      return { kind: 'zoom', factor: ZOOM_STEP };
    case '-':
      return { kind: 'zoom', factor: 1 / ZOOM_STEP };
    case '0':
      return { kind: 'whole' };
    case 'm':
    case 'M':
      return { kind: 'overlay' };
    default:
      return undefined;
  }
}

/** How much larger a turn of the wheel makes the image; `deltaY` as the browser says it, of which a notch is about 100. */
export function factorOfWheel(deltaY: number): number {
  const notches = Math.min(3, Math.max(-3, -deltaY / 100));
  return ZOOM_STEP ** notches;
}
