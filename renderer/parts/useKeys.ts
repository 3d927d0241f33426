/** Keys that work wherever the focus is on a screen, but not where text is typed or a menu or dialog of its own is open. */
import { useEffect, useEffectEvent } from 'react';

export function useKeys(onKey: (event: KeyboardEvent) => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    const isElsewhere =
      target instanceof Element &&
      target.closest('input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, [role=menu], [role=listbox]') !== null;
    if (!event.defaultPrevented && !isElsewhere) onKey(event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
