/** A mask's levels, as its file has them. */
import sharp from 'sharp';
import { decodeBmp } from './bmp.ts';
import { oriented } from './decode.ts';
import { imageFormat, STRICT, unreadable } from './imageHeader.ts';

/** One channel, the brightest of a pixel's red, green and blue, at the file's own depth: [height, width]. */
export type Levels = { readonly data: Uint8Array | Uint16Array; readonly width: number; readonly height: number };

const BLACK = '#000000';

/**
 * Decodes a mask without changing its levels, so that a mask of 0 and 1, or 0 and 1 in 16 bits, keeps them. Alpha is flattened on black.
 * @throws SmearlabError not-an-image or unreadable-image, naming the file.
 */
export async function decodeLevels(bytes: Buffer, file: string): Promise<Levels> {
  const format = await imageFormat(bytes, file);
  try {
    if (format === 'bmp') {
      const { data, width, height } = decodeBmp(bytes);
      return { data: brightest(data, 3, width * height), width, height };
    }
    const deep = (await sharp(bytes, STRICT).metadata()).depth !== 'uchar';
    const image = oriented(bytes, BLACK).toColourspace(deep ? 'rgb16' : 'srgb');
    const { data, info } = await image.raw({ depth: deep ? 'ushort' : 'uchar' }).toBuffer({ resolveWithObject: true });
    const count = info.width * info.height;
    const values = deep ? new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)) : data;
    return { data: brightest(values, info.channels, count), width: info.width, height: info.height };
  } catch (error) {
    throw unreadable(file, error);
  }
}

function brightest<T extends Uint8Array | Uint16Array>(values: T, channels: number, count: number): Uint8Array | Uint16Array {
  const result = values instanceof Uint16Array ? new Uint16Array(count) : new Uint8Array(count);
  for (let pixel = 0; pixel < count; pixel++) {
    let most = 0;
    for (let channel = 0; channel < channels; channel++) most = Math.max(most, values[pixel * channels + channel] ?? 0);
    result[pixel] = most;
  }
  return result;
}
