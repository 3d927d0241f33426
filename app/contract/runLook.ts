/**
 * How a run is told from others wherever several are shown: a letter, a colour and a kind of line. The baseline is A, in the colour of the
 * text; the others have colours of their own, which no class has. Colours after P. Tol's schemes for the colour-blind (2021, "muted"), made darker or
 * lighter until each has a contrast of 3 and more to its background.
 */
import type { Theme } from './colours.ts';

export type RunLook = { readonly letter: string; readonly colour: string; readonly dash: string | undefined };

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
const COLOURS: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#1c1f23', '#882255', '#117733', '#4b3fc4', '#b0562f', '#2a7d8f'],
  dark: ['#e6e8eb', '#f08fc0', '#7fd18b', '#a9a0ff', '#f0a27a', '#6fc7da'],
};
const DASHES = [undefined, undefined, '7 3', '2 3', '9 3 2 3', '5 2 1 2 1 2'] as const;

/** @param place 0: the baseline */
export function runLook(place: number, theme: Theme): RunLook {
  const at = place % LETTERS.length;
  return { letter: LETTERS[at] ?? '?', colour: COLOURS[theme][at] ?? '#8a9099', dash: DASHES[at] };
}
