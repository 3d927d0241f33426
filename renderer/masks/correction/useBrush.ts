/** Paints by mouse, pen, finger or keys, and moves the picture by dragging. The brush is drawn by the stage, not by React. */
import { type PointerEvent, useRef, useState } from 'react';
import type { Stage } from '../view/Stage.ts';
import type { Look } from '../view/useLook.ts';
import type { Level, Point, Size } from './raster.ts';
import type { Correcting } from './useCorrecting.ts';

/** How far an arrow key moves the brush, in CSS pixels; at least one pixel of the image. */
const KEY_STEP = 4;
const MIDDLE_BUTTON = 1;
/** The other end of a pen. */
const ERASER_BUTTON = 5;

type Asked = { readonly correcting: Correcting; readonly stage: Stage; readonly look: Look; readonly image: Size };

export function useBrush({ correcting: { correction, tool, diameter }, stage, look, image }: Asked) {
  const at = useRef<Point | null>(null);
  const stroke = useRef<{ last: Point; readonly level: Level } | null>(null);
  const drag = useRef<Point | null>(null);
  const [isPenDown, setIsPenDown] = useState(false);

  const brush = () => (correction === null || at.current === null ? null : { at: at.current, diameter, erases: tool === 'eraser' });
  const moveTo = (to: Point) => {
    at.current = to;
    if (stroke.current !== null && correction !== null) {
      correction.stroke({ from: stroke.current.last, to, diameter, level: stroke.current.level });
      stroke.current.last = to;
    }
    stage.brush(brush());
  };
  const press = (point: Point, level: Level = tool === 'brush' ? 255 : 0) => {
    stroke.current = { last: point, level };
    moveTo(point);
  };
  const release = () => {
    if (stroke.current !== null) correction?.finish();
    stroke.current = null;
    setIsPenDown(false);
  };
  const pointOf = ({ clientX, clientY }: { clientX: number; clientY: number }, { left, top }: DOMRect): Point => ({
    x: (clientX - left - look.view.x) / look.view.scale,
    y: (clientY - top - look.view.y) / look.view.scale,
  });

  return {
    brush,
    isPenDown,
    release,
    /** Where the keys begin. */
    toMiddle: () => {
      at.current = { x: image.width / 2, y: image.height / 2 };
    },
    press: () => {
      if (stroke.current === null && at.current !== null) press(at.current);
    },
    /** Puts the pen down, so that the arrows draw, or lifts it. */
    pen: () => {
      if (stroke.current !== null) return release();
      if (at.current === null) return;
      press(at.current);
      setIsPenDown(true);
    },
    /** @param by steps */
    move: ({ x, y }: Point) => {
      const step = Math.max(1, Math.round(KEY_STEP / look.view.scale));
      const from = at.current ?? { x: image.width / 2, y: image.height / 2 };
      const to = { x: within(from.x + x * step, image.width), y: within(from.y + y * step, image.height) };
      moveTo(to);
      look.follow(to);
    },
    pointer: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const isDrag = correction === null ? event.button === 0 : event.button === MIDDLE_BUTTON || (event.button === 0 && event.shiftKey);
        event.currentTarget.setPointerCapture(event.pointerId);
        if (isDrag) drag.current = { x: event.clientX, y: event.clientY };
        else if (correction !== null && (event.button === 0 || event.button === ERASER_BUTTON)) {
          const point = pointOf(event, event.currentTarget.getBoundingClientRect());
          press(point, event.button === ERASER_BUTTON ? 0 : undefined);
        }
        // The middle button would scroll, and a double click select.
        if (event.button === MIDDLE_BUTTON) event.preventDefault();
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (drag.current !== null) {
          look.pan({ x: event.clientX - drag.current.x, y: event.clientY - drag.current.y });
          drag.current = { x: event.clientX, y: event.clientY };
        } else if (correction !== null) {
          const box = event.currentTarget.getBoundingClientRect();
          const passed = stroke.current === null ? [] : event.nativeEvent.getCoalescedEvents();
          for (const point of passed.length === 0 ? [event] : passed) moveTo(pointOf(point, box));
        }
      },
      onPointerUp: () => {
        drag.current = null;
        release();
      },
      onPointerCancel: () => {
        drag.current = null;
        release();
      },
      onPointerLeave: () => {
        if (stroke.current !== null || correction === null) return;
        at.current = null;
        stage.brush(null);
      },
    },
  };
}

export type Brush = ReturnType<typeof useBrush>;

/** Keys lead to the middles of pixels, and not out of the image. */
function within(at: number, length: number): number {
  return Math.min(length - 1, Math.max(0, Math.floor(at))) + 0.5;
}
