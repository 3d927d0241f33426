/** How masks are shown, kept on this computer from one start to the next. */
import { useState } from 'react';
import { z } from 'zod';

const displaySchema = z.object({
  layout: z.enum(['side', 'overlay']),
  style: z.enum(['outline', 'filled']),
  colour: z.enum(['yellow', 'green']),
  /** Per cent. */
  opacity: z.int().min(0).max(100),
});
export type Display = Readonly<z.infer<typeof displaySchema>>;

export const USUAL: Display = { layout: 'side', style: 'outline', colour: 'yellow', opacity: 40 };
const KEY = 'smearlab.masks';

/** What was kept may be of any form. */
export function displayOf(kept: string | null): Display {
  try {
    return displaySchema.catch(USUAL).parse(JSON.parse(kept ?? 'null'));
  } catch {
    // It is no JSON.
    return USUAL;
  }
}

export function useDisplay(): readonly [display: Display, change: (to: Partial<Display>) => void] {
  const [display, setDisplay] = useState(() => displayOf(localStorage.getItem(KEY)));
  return [
    display,
    (to) => {
      const next = { ...display, ...to };
      localStorage.setItem(KEY, JSON.stringify(next));
      setDisplay(next);
    },
  ];
}
