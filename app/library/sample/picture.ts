/** Paints one planned image of the sample, and its exact mask, as PNG bytes. */
import sharp from 'sharp';
import { type Random, randomFor } from '../../random/random.ts';
import { photograph } from './camera.ts';
import { maskOf, newCanvas, paint, type Scene } from './canvas.ts';
import type { SampleParameters } from './parameters.ts';
import type { PlannedImage, Subject } from './plan.ts';
import { smearScene } from './smear.ts';
import { cam16Scene, prccScene } from './tissue.ts';

function sceneOf(subject: Subject, random: Random, field: number, parameters: SampleParameters): Scene {
  switch (subject.set) {
    case 'wbc':
      return smearScene(subject.class, random, field, parameters.wbc.colours);
    case 'cam16':
      return cam16Scene(subject.class, random, field, parameters.cam16.colours);
    case 'prcc':
      return prccScene(random, field, parameters.prcc.colours);
  }
}

const png = (bytes: Uint8Array, side: number, channels: 1 | 3) =>
  sharp(bytes, { raw: { width: side, height: side, channels } })
    .png({ compressionLevel: 6 })
    .toBuffer();

/**
 * The image and, where one is planned, its mask, both `imageSize` pixels square. The same seed, parameters and
 * planned image always give the same pixels, whatever else is painted before.
 */
export async function picture(
  planned: PlannedImage,
  seed: number,
  parameters: SampleParameters,
): Promise<{ image: Buffer; mask: Buffer | null }> {
  const { subject, number } = planned;
  const purpose = [subject.set, subject.class ?? 'unlabelled', number];
  const side = parameters.imageSize;
  const random = randomFor(seed, 'sample', ...purpose);
  const field = random.uniform(...parameters[subject.set].fieldMicrons);
  const scene = sceneOf(subject, random, field, parameters);
  const canvas = newCanvas(side, field, scene.background);
  for (const layer of scene.layers) paint(canvas, layer);
  const image = await png(photograph(canvas, parameters.camera, randomFor(seed, 'sample camera', ...purpose)), side, 3);
  const mask = planned.mask === null ? null : await png(maskOf(scene.marked, side, field), side, 1);
  return { image, mask };
}
