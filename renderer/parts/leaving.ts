/** Asks before a person leaves a screen that has something unsaved, whichever way they go. */
import { useEffect, useEffectEvent } from 'react';

/** Shows the question; `leave` is called once the answer is yes. */
type Guard = (leave: () => void) => void;

let guard: Guard | null = null;

/** @param leave goes on, if a person is asked and says so @returns whether nothing is in the way */
export function mayLeave(leave: () => void): boolean {
  guard?.(leave);
  return guard === null;
}

/** @param isUnsaved as long as it is, `ask` is called in place of leaving; of the whole window the browser itself asks */
export function useLeaveGuard(isUnsaved: boolean, ask: Guard): void {
  const onLeave = useEffectEvent(ask);
  useEffect(() => {
    if (!isUnsaved) return;
    guard = (leave) => onLeave(leave);
    const close = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', close);
    return () => {
      guard = null;
      window.removeEventListener('beforeunload', close);
    };
  }, [isUnsaved]);
}
