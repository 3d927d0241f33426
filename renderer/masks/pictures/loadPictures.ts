/** Fetches images and masks by their addresses and makes mask files: what needs a browser's decoder and canvas. */

import type { MaskOrigin } from '../../../app/contract/library.ts';
import { mediaAddress } from '../../../app/contract/media.ts';
import type { Size } from '../correction/raster.ts';
import { greyPixels, type MaskPixels, maskPixels } from './levels.ts';

/** @throws Error with the application's sentence where there is no such picture */
async function fetched(address: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(address, { signal });
  if (response.ok) return response.blob();
  throw new Error(await response.text());
}

export async function loadImage(image: number, sha256: string, signal: AbortSignal): Promise<ImageBitmap> {
  return createImageBitmap(await fetched(mediaAddress({ kind: 'image', image, side: null }, sha256), signal));
}

export type MaskAsked = { readonly image: number; readonly origin: MaskOrigin; readonly sha256: string; readonly withNucleus: boolean };

/** @param size the image's: a mask of another size is stretched to it, each pixel taking the nearest, as in training */
export async function loadMask({ image, origin, sha256, withNucleus }: MaskAsked, size: Size, signal: AbortSignal): Promise<MaskPixels> {
  const blob = await fetched(mediaAddress({ kind: 'mask', image, origin, levels: true }, sha256), signal);
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const { context } = canvasOf(size);
  context.imageSmoothingEnabled = false;
  context.drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  return maskPixels(context.getImageData(0, 0, size.width, size.height).data, size, withNucleus);
}

/** @param mask [height, width], grey levels @returns a PNG file of the same size, in base64 */
export async function pngOf(mask: Uint8Array, size: Size): Promise<string> {
  const { canvas, context } = canvasOf(size);
  context.putImageData(new ImageData(greyPixels(mask), size.width, size.height), 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

function canvasOf({ width, height }: Size) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser can draw no picture of this size.');
  return { canvas, context };
}
