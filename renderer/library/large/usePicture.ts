/** Pan and zoom of one picture: by the wheel and by dragging here, by keys and buttons from outside. */
import { type PointerEvent, useCallback, useEffectEvent, useRef, useState } from 'react';
import { fitted, isPart, type Point, panned, type Size, type View, zoomed } from '../../parts/view.ts';
import { factorOfWheel } from './largeKeys.ts';

export function usePicture(image: Size, of: number) {
  const [window, setWindow] = useState<Size>({ width: 0, height: 0 });
  // null: the whole image, also when the window becomes another; and each picture begins whole.
  const [kept, setKept] = useState<{ readonly of: number; readonly view: View } | null>(null);
  const view = kept?.of === of ? kept.view : fitted(image, window);
  const to = (next: View) => setKept({ of, view: next });
  const zoom = (factor: number, point: Point = { x: window.width / 2, y: window.height / 2 }) =>
    to(zoomed(view, factor, point, image, window));
  const pan = (by: Point) => to(panned(view, by, image, window));

  const onWheel = useEffectEvent((event: WheelEvent, element: HTMLElement) => {
    const { left, top } = element.getBoundingClientRect();
    zoom(factorOfWheel(event.deltaY), { x: event.clientX - left, y: event.clientY - top });
  });
  const attach = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const measure = () => setWindow({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    const wheel = (event: WheelEvent) => {
      // Else Ctrl and the wheel, or two fingers, make the page larger.
      event.preventDefault();
      onWheel(event, element);
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, []);

  const last = useRef<Point | null>(null);
  return {
    view,
    isPart: isPart(view, image, window),
    isReady: window.width > 0,
    zoom,
    pan,
    whole: () => setKept(null),
    attach,
    drag: {
      onPointerDown: (event: PointerEvent) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = { x: event.clientX, y: event.clientY };
      },
      onPointerMove: (event: PointerEvent) => {
        if (last.current === null) return;
        pan({ x: event.clientX - last.current.x, y: event.clientY - last.current.y });
        last.current = { x: event.clientX, y: event.clientY };
      },
      onPointerUp: () => {
        last.current = null;
      },
      onPointerCancel: () => {
        last.current = null;
      },
    },
  };
}

export type Picture = ReturnType<typeof usePicture>;
