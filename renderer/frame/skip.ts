/** Past the navigation to what is shown, for who has no mouse. The address stays, because it says which screen that is. */
import type { MouseEvent } from 'react';

export const CONTENT = 'content';

export function skipTo(event: Pick<MouseEvent, 'preventDefault'>): void {
  event.preventDefault();
  const content = document.getElementById(CONTENT);
  if (content === null) return;
  // It takes the focus this once: keys ask what a focus lies in, and all of a screen lies in here.
  content.tabIndex = -1;
  content.addEventListener('blur', () => content.removeAttribute('tabindex'), { once: true });
  content.focus();
}
