/** How many images of each class a subset has: decided from numbers alone, so that it can be told while somebody still chooses. Pure. */
import type { SubsetSettings } from '../contract/library.ts';
import { counted } from './folded.ts';

/** floor(count · percent / 100), unharmed by 0.29 · 100 being 28.999… in floating point. */
function share(count: number, percent: number): number {
  return Math.floor((count * percent) / 100 + 1e-9);
}

/** How many images of a class there are for training, and how many of them have a mask that counts. */
export type TrainingCount = { readonly class: string | null; readonly training: number; readonly masks: number };
export type DrawnCount = TrainingCount & { readonly drawn: number };

/** How many images of a class of `count` are asked for. */
function wantedOf(count: number, settings: SubsetSettings): number {
  return settings.kind === 'percent' ? share(count, settings.percent) : settings.count;
}

/**
 * @param classes every class of the data set once, in the order in which sentences name them
 * @returns what is drawn of each class, and sentences naming classes that were raised, have too few or none
 */
export function subsetCounts(
  classes: readonly TrainingCount[],
  settings: SubsetSettings,
): { readonly counts: readonly DrawnCount[]; readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  const [raised, short]: [string[], string[]] = [[], []];
  const counts = classes.map((of): DrawnCount => {
    const { class: name, training } = of;
    if (training === 0) {
      if (name !== null)
        warnings.push(`Class ${name} has no training images, so no network can learn it. Add some under train/data/${name}.`);
      return { ...of, drawn: 0 };
    }
    const wanted = wantedOf(training, settings);
    const has = `${name ?? 'unlabelled'} (${counted(training, 'training image', 'training images')})`;
    if (wanted < settings.floor && wanted < training) raised.push(has);
    if (Math.max(wanted, settings.floor) > training) short.push(has);
    return { ...of, drawn: Math.min(training, Math.max(settings.floor, wanted)) };
  });
  return { counts, warnings: [...warnings, ...raisedWarning(raised, settings), ...shortWarning(short, settings)] };
}

/**
 * How many of the first `drawn` images of a class have a mask, where those with and those without one are merged by the keys
 * (rank + ½) / count, of equal keys the one with a mask first (subset.ts).
 */
export function masksAmongDrawn({ training, masks, drawn }: DrawnCount): number {
  const unmasked = training - masks;
  let taken = 0;
  for (let place = 0; place < drawn; place++) {
    const [masked, other] = [(taken + 0.5) / masks, (place - taken + 0.5) / unmasked];
    if (taken < masks && (place - taken >= unmasked || masked <= other)) taken++;
  }
  return taken;
}

/** Whether a subset of these counts lies inside one of those, of the same data set and seed: every one is a stretch from the same beginning. */
export function isInside(inner: readonly DrawnCount[], outer: readonly DrawnCount[]): boolean {
  return inner.every(({ class: name, drawn }) => drawn <= (outer.find((of) => of.class === name)?.drawn ?? 0));
}

function subsetName(settings: SubsetSettings): string {
  return settings.kind === 'percent' ? `${settings.percent} % subset` : `subset of ${settings.count} of each class`;
}

function raisedWarning(raised: readonly string[], settings: SubsetSettings): string[] {
  if (raised.length === 0) return [];
  const { floor } = settings;
  const those = raised.length === 1 ? 'this class' : 'these classes';
  if (floor === 1) {
    return [
      `The ${subsetName(settings)} would have no image of ${raised.join(', ')}: one ${raised.length === 1 ? '' : 'of each '}is kept. What is said of ${those} rests on a single training image.`,
    ];
  }
  return [`The ${subsetName(settings)} would have fewer than ${floor} images of ${raised.join(', ')}: ${floor} are kept of ${those}.`];
}

function shortWarning(short: readonly string[], settings: SubsetSettings): string[] {
  if (short.length === 0) return [];
  const those = short.length === 1 ? 'this class' : 'these classes';
  return [`The ${subsetName(settings)} asks for more than there are of ${short.join(', ')}: all of ${those} are in it.`];
}
