/** How masks are shown, on every screen alike, kept on this computer from one start to the next. */
import { useState } from 'react';
import { z } from 'zod';
import { OKABE_ITO } from '../../app/contract/colours.ts';

/**
 * Yellow is what purple and pink are farthest from in hue and in brightness, for every kind of colour blindness; green is for slides
 * whose background is yellow itself. A dark seam sets either off from what is pale. The nucleus lies inside of the cell, where it is dark.
 */
export const CELL_COLOURS = { yellow: OKABE_ITO.yellow, green: OKABE_ITO.bluishGreen } as const;
export const NUCLEUS_COLOUR = '#ffffff';

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

export function useMaskDisplay(): readonly [display: Display, change: (to: Partial<Display>) => void] {
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
