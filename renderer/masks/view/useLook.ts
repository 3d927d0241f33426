/** How all panes look at the image: one zoom and place for all of them, by wheel, keys and buttons. */
import { useState } from 'react';
import { fitted, isPart, type Point, panned, type Size, type View, zoomed } from '../../parts/view.ts';

export const ZOOM_STEP = 1.25;

/** @param window a pane, in CSS pixels. @param of another image begins whole */
export function useLook(image: Size, window: Size, of: number) {
  // null: the whole image, also when the panes become others.
  const [kept, setKept] = useState<{ readonly of: number; readonly view: View } | null>(null);
  const whole = fitted(image, window);
  const view = kept?.of === of ? kept.view : whole;
  const to = (next: View) => setKept({ of, view: next });
  return {
    view,
    isPart: isPart(view, image, window),
    zoom: (factor: number, point: Point = { x: window.width / 2, y: window.height / 2 }) => to(zoomed(view, factor, point, image, window)),
    pan: (by: Point) => to(panned(view, by, image, window)),
    whole: () => setKept(null),
    /** Moves the image so far that this point of it is seen. */
    follow: (point: Point) => {
      const by = { x: shift(view.x + point.x * view.scale, window.width), y: shift(view.y + point.y * view.scale, window.height) };
      if (by.x !== 0 || by.y !== 0) to(panned(view, by, image, window));
    },
  };
}

export type Look = ReturnType<typeof useLook>;

/** Not as far as the very edge. */
const MARGIN = 24;

function shift(at: number, length: number): number {
  if (at < MARGIN) return MARGIN - at;
  return at > length - MARGIN ? length - MARGIN - at : 0;
}
