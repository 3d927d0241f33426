/** How training images are varied: each is drawn anew in every epoch. Everything at its default changes nothing. */
import { z } from 'zod';

const upTo = (most: number) => z.number().min(0).max(most).default(0);

export const augmentationSchema = z.strictObject({
  /** Mirrored or not, evenly, in each direction named. */
  flips: z.enum(['none', 'horizontal', 'vertical', 'both']).default('none'),
  /** Degrees: turned by an angle drawn evenly from ±rotation. 180 is any angle. */
  rotation: upTo(180),
  /** Moved across and down by up to this share of the side. */
  shift: upTo(0.5),
  /** Enlarged or reduced by up to this share: a factor from 1 / (1 + scale) to 1 + scale, as often either way. */
  scale: upTo(1),
  /** Colours as a camera varies them: factors drawn evenly from 1 ± each. */
  rgb: z.strictObject({ brightness: upTo(0.9), contrast: upTo(0.9), saturation: upTo(1) }).prefault({}),
  /** Colours as staining varies them: the amount of each stain times 1 ± scale, plus ± shift in optical density. */
  hed: z.strictObject({ scale: upTo(0.9), shift: upTo(0.5) }).prefault({}),
});
export type AugmentationRecipe = z.infer<typeof augmentationSchema>;

/** Pictures and targets of a batch mixed in pairs, by a share drawn from Beta(alpha, alpha). */
export const mixupSchema = z.strictObject({ alpha: z.number().min(0.01).max(10).default(0.2) });
