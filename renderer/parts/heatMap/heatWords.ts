/** What a heat map says, in words for whoever does not see it, and which of an explanation's maps is shown. Pure. */
import { type Explanation, type HeatMap, type Third, warmest } from '../../../app/contract/explanation.ts';

/** Where in the image, as the end of a message's key: `upperLeft`, `middle`, `lower` … */
export type Where = (typeof PLACES)[Third][Third];

const PLACES = {
  first: { first: 'upperLeft', middle: 'upper', last: 'upperRight' },
  middle: { first: 'left', middle: 'middle', last: 'right' },
  last: { first: 'lowerLeft', middle: 'lower', last: 'lowerRight' },
} as const satisfies Record<Third, Record<Third, string>>;

export type Found = { readonly kind: 'nothing' } | { readonly kind: 'place'; readonly where: Where; readonly share: number };

/** Where the map has at least half its largest value, and on which share of the image. */
export function found(map: HeatMap): Found {
  const warm = warmest(map);
  return warm === null ? { kind: 'nothing' } : { kind: 'place', where: PLACES[warm.down][warm.across], share: warm.share };
}

/** The map of the branch that was chosen; where this network has none of that name, the one that weighs most. */
export function mapOfBranch({ maps }: Explanation, branch: string | null): HeatMap | undefined {
  return maps.find((map) => map.branch === branch) ?? maps[0];
}

/** The probability that the network gives a class. */
export function probabilityOf({ classes, probabilities }: Explanation, name: string): number {
  return probabilities[classes.indexOf(name)] ?? 0;
}

/** A canvas of an image's shape, no side longer than `most`: the map has few places, and the browser enlarges it further. */
export function canvasSize(width: number, height: number, most: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, most / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
