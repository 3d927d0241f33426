/** From one image of the strip to the next, while the strip becomes another: what was judged leaves it. Pure. */
import type { ImageCard } from '../../../app/contract/library.ts';

export type Strip = {
  /** How many images the filter lets through. */
  readonly total: number;
  /** Undefined as long as its page is not there. */
  cardAt(index: number): ImageCard | undefined;
};

/** An image, and where in the strip it was when it was last seen there. */
export type Spot = { readonly card: ImageCard; readonly index: number };

/** Between two looks an image moves by no more than what was judged in between. */
const REACH = 300;

/** Where the image is now, looked for from where it was; undefined where it is not in the strip any more, or too far away. */
export function indexNow({ total, cardAt }: Strip, { card: { id }, index }: Spot): number | undefined {
  for (let away = 0; away <= REACH; away++) {
    for (const at of away === 0 ? [index] : [index - away, index + away]) {
      if (at >= 0 && at < total && cardAt(at)?.id === id) return at;
    }
  }
  return undefined;
}

/**
 * The next image before (-1) or after (1) this one that is not passed over. An image that has left the strip has left a gap: the one
 * that was after it now has its place.
 */
export function neighbour(strip: Strip, from: Spot, by: 1 | -1, isPassedOver: (id: number) => boolean): Spot | null {
  const now = indexNow(strip, from);
  const start = now === undefined ? (by === 1 ? from.index : from.index - 1) : now + by;
  for (let index = Math.min(start, by === 1 ? start : strip.total - 1); index >= 0 && index < strip.total; index += by) {
    const card = strip.cardAt(index);
    if (card === undefined) return null;
    if (!isPassedOver(card.id)) return { card, index };
  }
  return null;
}

/** What is opened once this image is done: the next, else the one before. */
export function nextToDo(strip: Strip, from: Spot, isDone: (id: number) => boolean): Spot | null {
  return neighbour(strip, from, 1, isDone) ?? neighbour(strip, from, -1, isDone);
}

/** What is opened at first. */
export function firstToDo(strip: Strip, isDone: (id: number) => boolean): Spot | null {
  for (let index = 0; index < strip.total; index++) {
    const card = strip.cardAt(index);
    if (card === undefined) return null;
    if (!isDone(card.id)) return { card, index };
  }
  return null;
}
