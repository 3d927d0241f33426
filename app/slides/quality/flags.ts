/** Which images are probably no single cell in focus. Where the numbers come from, and how often they are wrong: docs/slides.md. */
import type { CellFlag } from '../../contract/slides.ts';
import type { Measures } from './measures.ts';

/** No nucleus of any smear measured was paler, or of less azure; red cells and background are. */
const LEAST_CONTRAST = 0.1;
const LEAST_PURITY = 0.6;
/** A second nucleus of at least so much of the first's area is a cell of its own, and no platelet or fragment. */
const SECOND = 0.4;
/** Cameras differ in how sharp they are, so an image is held against the others of its slide; the most that was seen in focus is the bound for all. */
const BEYOND_MEDIAN = 0.18;
const MOST_BLUR = 0.82;
/** Fewer tell nothing of a camera. */
const FEWEST = 20;

/** @returns the flags of each image of a slide, in their order; undefined stands for one that could not be read, and has none */
export function flagsOf(slide: readonly (Measures | undefined)[]): CellFlag[][] {
  const seen = slide.flatMap((measures) => (measures === undefined || isEmpty(measures) ? [] : measures.blur));
  const most = seen.length < FEWEST ? MOST_BLUR : Math.min(MOST_BLUR, medianOf(seen) + BEYOND_MEDIAN);
  return slide.map((measures) => (measures === undefined ? [] : flagsOfOne(measures, most)));
}

function flagsOfOne(measures: Measures, mostBlur: number): CellFlag[] {
  // Of what shows no cell it is of no use to say that it shows several, or is blurred.
  if (isEmpty(measures)) return ['empty'];
  const flags: CellFlag[] = [];
  if (measures.second >= SECOND) flags.push('several cells');
  if (measures.blur > mostBlur) flags.push('out of focus');
  return flags;
}

function isEmpty({ contrast, purity }: Measures): boolean {
  return contrast < LEAST_CONTRAST || purity < LEAST_PURITY;
}

/** The lower one of two middle ones. */
function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
