/** Colours of up to six lines that people with any colour vision tell apart: Okabe and Ito's, darker ones where white lies behind. */
import { OKABE_ITO, type Theme } from '../../../app/contract/colours.ts';

/** Also the colours of the words at their ends: each has a contrast above 4.5 to what lies behind it. */
export const LINE_COLOURS: Readonly<Record<Theme, readonly string[]>> = {
  light: [OKABE_ITO.blue, '#b84a00', '#00805d', '#a8507f', '#7a6a00', '#3a3f45'],
  dark: [OKABE_ITO.skyBlue, OKABE_ITO.orange, '#3fc79a', '#e39cc3', OKABE_ITO.yellow, '#d7dbe0'],
};

export function lineColour(place: number, theme: Theme): string {
  const colours = LINE_COLOURS[theme];
  return colours[place % colours.length] ?? '#8a9099';
}
