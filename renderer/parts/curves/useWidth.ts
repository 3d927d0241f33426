/** How wide an element is, in CSS pixels, as long as it is there. */
import { type RefCallback, useCallback, useState } from 'react';

/** @param first until it is known */
export function useWidth(first: number): readonly [ref: RefCallback<HTMLElement>, width: number] {
  const [width, setWidth] = useState(first);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
