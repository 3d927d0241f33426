/** Colours used everywhere alike: Okabe and Ito's colour-blind-safe eight (2008), and readable shades of them for matrices. */

type Colour = readonly [red: number, green: number, blue: number];

export const OKABE_ITO = {
  orange: '#e69f00',
  skyBlue: '#56b4e9',
  bluishGreen: '#009e73',
  yellow: '#f0e442',
  blue: '#0072b2',
  vermillion: '#d55e00',
  reddishPurple: '#cc79a7',
} as const;

export type Theme = 'light' | 'dark';

/** What an empty cell looks like, and a full one: right answers in blue, wrong ones in vermillion and orange. */
const RAMPS: Readonly<Record<Theme, { empty: Colour; right: Colour; wrong: Colour }>> = {
  light: { empty: [255, 255, 255], right: [0, 98, 160], wrong: [200, 85, 0] },
  dark: { empty: [27, 30, 34], right: [86, 180, 233], wrong: [240, 160, 20] },
};

/** Relative luminance after WCAG 2.2, 0 to 1. */
export function luminance(colour: Colour): number {
  const linear = (channel: number) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

/** Contrast ratio after WCAG 2.2, 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [brighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((brighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** On any background one of pure black and pure white has a contrast of at least 4.58, more than WCAG AA asks. */
const INKS: readonly Colour[] = [
  [0, 0, 0],
  [255, 255, 255],
];

/** Background and text of a matrix cell that holds `share` of its row. The text is whichever of black and white reads better. */
export function shade(share: number, right: boolean, theme: Theme): { readonly background: Colour; readonly text: Colour } {
  const { empty, right: rightColour, wrong } = RAMPS[theme];
  const full = right ? rightColour : wrong;
  const at = Math.min(1, Math.max(0, share));
  // Errors are small shares that matter: the root lets 5 % be seen.
  const strength = right ? at : Math.sqrt(at);
  const mix = (channel: 0 | 1 | 2) => Math.round(empty[channel] + (full[channel] - empty[channel]) * strength);
  const background: Colour = [mix(0), mix(1), mix(2)];
  const text = INKS.reduce((best, ink) => (contrast(ink, background) > contrast(best, background) ? ink : best));
  return { background, text };
}

export function hex(colour: Colour): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

const CLASS_COLOURS: readonly string[] = [
  OKABE_ITO.blue,
  OKABE_ITO.orange,
  OKABE_ITO.bluishGreen,
  OKABE_ITO.reddishPurple,
  OKABE_ITO.skyBlue,
  OKABE_ITO.vermillion,
  OKABE_ITO.yellow,
];

/** The colour of a class by its place among the data set's classes, sorted by name; after the seventh they repeat. Grey: no label. */
export function classColour(name: string | null, classes: readonly string[]): string {
  const place = name === null ? -1 : classes.indexOf(name);
  return (place < 0 ? undefined : CLASS_COLOURS[place % CLASS_COLOURS.length]) ?? '#8a9099';
}
