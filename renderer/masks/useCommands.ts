/** Keys that work wherever the focus is on the screen, but not where text is typed or a menu or dialog is open. */
import { useEffect, useEffectEvent } from 'react';
import { type Command, commandOf, type Focus } from './keys.ts';

/** @param onCommand says whether it did anything; else the key is left to the browser */
export function useCommands(isCorrecting: boolean, onCommand: (command: Command) => boolean): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return;
    const { key, shiftKey: shift, repeat } = event;
    const command = commandOf({ key, shift, repeat, ctrl: event.ctrlKey || event.metaKey }, focusOf(event.target), isCorrecting);
    if (command !== null && onCommand(command)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return 'nothing';
  if (target.closest('[role=application]') !== null) return 'stage';
  if (target.closest('input[type=range], [role=combobox]') !== null) return 'chooser';
  if (target.closest('input:not([type=checkbox]), textarea, [role=menu], [role=dialog], .MuiPopover-root') !== null) return 'text';
  return target.closest('a, button, input, [tabindex]') === null ? 'nothing' : 'control';
}
