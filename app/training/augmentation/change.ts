/** What augmentation does to one picture, drawn from a recipe. Pure. */
import type { AugmentationRecipe } from '../../contract/augmentation.ts';
import { type Random, randomFor } from '../../random/random.ts';

/** Mirrored first, then enlarged, turned clockwise about the middle, and moved right and down. */
export type Geometry = {
  readonly mirrored: { readonly across: boolean; readonly down: boolean };
  readonly factor: number;
  readonly degrees: number;
  /** In shares of the side. */
  readonly shift: { readonly across: number; readonly down: number };
};

/** Factors, 1 for no change. */
export type RgbJitter = { readonly brightness: number; readonly contrast: number; readonly saturation: number };

/** Of haematoxylin, eosin and the rest (see stains.ts): amount · scale + shift. */
export type StainJitter = { readonly scale: Three; readonly shift: Three };
export type Three = readonly [number, number, number];

/** null where nothing changes, so that a picture that is not changed keeps its bytes. */
export type Change = { readonly geometry: Geometry | null; readonly rgb: RgbJitter | null; readonly stains: StainJitter | null };

export const NO_CHANGE: Change = { geometry: null, rgb: null, stains: null };

/**
 * The change of one training image in one epoch, by a stream of its own: it hangs on nothing that was drawn before it.
 * @param example names the image by its content
 * @param time how often the epoch has drawn the same image before: sampling by class may draw it several times
 */
export function changeOf(recipe: AugmentationRecipe | null, seed: number, epoch: number, example: string, time: number): Change {
  return recipe === null ? NO_CHANGE : drawChange(recipe, randomFor(seed, 'augmentation', epoch, example, time));
}

/** All is drawn in one order whatever the recipe asks for, so that switching one setting on leaves what the others draw. */
export function drawChange({ flips, rotation, shift, scale, rgb, hed }: AugmentationRecipe, random: Random): Change {
  const isMirrored = (direction: 'horizontal' | 'vertical') => random.uniform(0, 1) < 0.5 && (flips === direction || flips === 'both');
  const either = (most: number) => random.uniform(-most, most);
  const three = (draw: () => number): Three => [draw(), draw(), draw()];
  const mirrored = { across: isMirrored('horizontal'), down: isMirrored('vertical') };
  const geometry = {
    mirrored,
    degrees: either(rotation),
    shift: { across: either(shift), down: either(shift) },
    factor: Math.exp(either(Math.log(1 + scale))),
  };
  const jitter = { brightness: 1 + either(rgb.brightness), contrast: 1 + either(rgb.contrast), saturation: 1 + either(rgb.saturation) };
  const stains = { scale: three(() => 1 + either(hed.scale)), shift: three(() => either(hed.shift)) };
  const staysPut = !mirrored.across && !mirrored.down && rotation === 0 && shift === 0 && scale === 0;
  return {
    geometry: staysPut ? null : geometry,
    rgb: rgb.brightness === 0 && rgb.contrast === 0 && rgb.saturation === 0 ? null : jitter,
    stains: hed.scale === 0 && hed.shift === 0 ? null : stains,
  };
}
