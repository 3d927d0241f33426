/** What is typed and set while a subset is chosen, and what can be asked of the application with it. Pure. */
import { libraryNameSchema, type SavedSubset, type SubsetSettings, subsetSettingsSchema } from '../../app/contract/library.ts';

/** Numbers as they are typed. */
export type Drawing = {
  readonly kind: SubsetSettings['kind'];
  readonly percent: string;
  readonly count: string;
  readonly floor: string;
  readonly seed: string;
  readonly name: string;
};

export const FIRST_DRAWING: Drawing = { kind: 'percent', percent: '10', count: '50', floor: '1', seed: '1', name: '' };

export type Field = keyof Drawing;

/** A class with fewer training images teaches a network little that holds for others. */
export const FEW = 10;

const wholeNumber = (text: string) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN);
const number = (text: string) => (/^\d{1,3}([.,]\d{1,6})?$/.test(text.trim()) ? Number(text.replace(',', '.')) : Number.NaN);

export type Asked = { readonly settings: SubsetSettings; readonly seed: number };

/** What is asked for, or which fields cannot be used. */
export function askedOf({ kind, percent, count, floor, seed }: Drawing): Asked | { readonly wrong: readonly Field[] } {
  const settings = subsetSettingsSchema.safeParse(
    kind === 'percent'
      ? { kind, percent: number(percent), floor: wholeNumber(floor) }
      : { kind, count: wholeNumber(count), floor: wholeNumber(floor) },
  );
  const drawnBy = wholeNumber(seed);
  const isSeed = drawnBy <= 2 ** 31 - 1;
  if (settings.success && isSeed) return { settings: settings.data, seed: drawnBy };
  const wrong: Field[] = isSeed ? [] : ['seed'];
  for (const { path } of settings.error?.issues ?? []) wrong.push(path[0] === 'floor' ? 'floor' : kind);
  return { wrong };
}

/** The name that is offered for a subset: `10 %`, `50 of each class`, with the seed where it is another than the first. */
export function offeredName({ settings, seed }: Asked, ofEachClass: (count: number) => string): string {
  const what = settings.kind === 'percent' ? `${settings.percent} %` : ofEachClass(settings.count);
  return seed === 1 ? what : `${what} seed ${seed}`;
}

export function isName(text: string): boolean {
  return libraryNameSchema.safeParse(text.normalize('NFC')).success;
}

/** A saved subset as a beginning for another. */
export function drawingOf({ settings, seed, name }: SavedSubset, before: Drawing): Drawing {
  const { kind } = settings;
  const amount = kind === 'percent' ? { percent: String(settings.percent) } : { count: String(settings.count) };
  return { ...before, kind, ...amount, floor: String(settings.floor), seed: String(seed), name };
}
