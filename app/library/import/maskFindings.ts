/** What a person must know of the lab's masks, as sentences; many of one kind become one. */
import type { CountedMask } from '../../store/masks.ts';
import { counted, named } from '../folded.ts';
import { fitOfMask } from '../masks.ts';

/** How many there are, and the first few by name: there may be a hundred thousand. */
class Named {
  readonly #first: string[] = [];
  #count = 0;

  add(path: string): void {
    this.#count++;
    if (this.#first.length < 4) this.#first.push(path);
  }

  get count(): number {
    return this.#count;
  }

  toString(): string {
    return this.#count <= 3 ? named(this.#first) : `${named(this.#first.slice(0, 3))} and ${this.#count - 3} more`;
  }
}

/** @param masks in order of their images' paths */
export function maskFindings(masks: Iterable<CountedMask>): string[] {
  const [resized, grey, black] = [new Named(), new Named(), new Named()];
  const greyLevels = new Set<number>();
  for (const mask of masks) {
    if (fitOfMask({ width: mask.image_width, height: mask.image_height }, mask) === 'resized') resized.add(mask.path);
    const highest = mask.levels.at(-1) ?? 0;
    if (highest === 0) black.add(mask.path);
    if (!mask.levels.some((level) => level > 0 && level < highest)) continue;
    grey.add(mask.path);
    for (const level of mask.levels) greyLevels.add(level);
  }
  const sentences: string[] = [];
  if (resized.count > 0) {
    sentences.push(
      `${counted(resized.count, 'mask has', 'masks have')} another size than the image and ${resized.count === 1 ? 'is' : 'are'} resized to it (nearest pixel): ${resized}. Nothing need be done if the mask was drawn on the whole image.`,
    );
  }
  if (grey.count > 0) {
    const levels = [...greyLevels].sort((a, b) => a - b).map(String);
    sentences.push(
      `${counted(grey.count, 'mask has', 'masks have')} grey levels (${named(levels)}): ${grey}. What is brighter than a quarter of a mask's brightest level counts as cell; make masks black and white if that is not meant.`,
    );
  }
  if (black.count > 0) {
    sentences.push(
      `${counted(black.count, 'mask is', 'masks are')} all black, so the masked copy is an empty image: ${black}. Remove ${black.count === 1 ? 'it' : 'them'} if that is not meant.`,
    );
  }
  return sentences;
}
