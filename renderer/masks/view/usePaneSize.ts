/** The size of an element, kept as it changes. */
import { useCallback, useState } from 'react';
import type { Size } from '../../parts/view.ts';

export function usePaneSize() {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const measured = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return [size, measured] as const;
}
