/** A mask as a canvas of the image's size, opaque where the cell is, so that it can be laid over pictures; repainted by rectangles. */
import type { Rect, Size } from '../correction/raster.ts';

const OPAQUE = 0xffffffff;

export class Layer {
  readonly canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;

  constructor({ width, height }: Size) {
    this.canvas = new OffscreenCanvas(width, height);
    const context = this.canvas.getContext('2d');
    if (context === null) throw new Error('This browser can draw no picture of this size.');
    this.#context = context;
  }

  /** @param mask [height, width], 0 background, 255 cell. @param rect which pixels of it have changed. @param within only what lies in this mask too */
  put(mask: Uint8Array, rect: Rect, within: Uint8Array = mask): void {
    const picture = new ImageData(rect.width, rect.height);
    const pixels = new Uint32Array(picture.data.buffer);
    const { width } = this.canvas;
    let at = 0;
    for (let y = rect.y; y < rect.y + rect.height; y++) {
      for (let index = y * width + rect.x; index < y * width + rect.x + rect.width; index++, at++) {
        if (mask[index] !== 0 && within[index] !== 0) pixels[at] = OPAQUE;
      }
    }
    this.#context.putImageData(picture, rect.x, rect.y);
  }
}

/** @param mask [height, width] */
export function layerOf(mask: Uint8Array, size: Size): Layer {
  const layer = new Layer(size);
  layer.put(mask, { x: 0, y: 0, ...size });
  return layer;
}
