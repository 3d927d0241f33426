/** A field of view to paint shapes on, one over the other, as light that passed them. */
import type { Colour } from './colour.ts';
import type { Shape } from './shapes.ts';

export interface Canvas {
  /** Side in pixels. */
  readonly size: number;
  readonly pixelsPerMicron: number;
  /** Red, green, blue per pixel, rows from the top, 0 to 255. */
  readonly light: Float32Array;
}

export interface Ink {
  readonly colour: Colour;
  /** 0 leaves what is below, 1 covers it; 1 if not given. */
  readonly opacity?: number;
  /** Width of the edge in micrometres; never under a pixel. */
  readonly soft?: number;
  /** Factor on the opacity at a place (micrometres) and its distance from the edge. */
  readonly density?: (x: number, y: number, distance: number) => number;
  /** Factor on the colour's brightness at a place. */
  readonly shade?: (x: number, y: number) => number;
}

export interface Layer {
  readonly shape: Shape;
  readonly ink: Ink;
}

/** What lies in a field of view, from the bottom up, and which shape its mask marks. */
export interface Scene {
  readonly background: Colour;
  readonly layers: readonly Layer[];
  readonly marked: Shape;
}

export function newCanvas(size: number, fieldMicrons: number, background: Colour): Canvas {
  const light = new Float32Array(size * size * 3);
  for (let at = 0; at < light.length; at++) light[at] = background[at % 3] ?? 0;
  return { size, pixelsPerMicron: size / fieldMicrons, light };
}

const clamped = (value: number) => Math.min(1, Math.max(0, value));

/** Paints one layer; pixels are sampled at their centres and edges are smoothed over at least one pixel. */
export function paint(canvas: Canvas, { shape, ink }: Layer): void {
  const { size, pixelsPerMicron, light } = canvas;
  const soft = Math.max(ink.soft ?? 0, 1 / pixelsPerMicron);
  const [red, green, blue] = ink.colour;
  const reach = shape.reach + soft;
  const first = (at: number) => Math.max(0, Math.floor((at - reach) * pixelsPerMicron));
  const last = (at: number) => Math.min(size - 1, Math.ceil((at + reach) * pixelsPerMicron));
  for (let row = first(shape.centre.y); row <= last(shape.centre.y); row++) {
    const y = (row + 0.5) / pixelsPerMicron;
    for (let column = first(shape.centre.x); column <= last(shape.centre.x); column++) {
      const x = (column + 0.5) / pixelsPerMicron;
      const distance = shape.distance(x, y);
      const coverage = clamped(0.5 - distance / soft);
      if (coverage === 0) continue;
      const share = clamped(coverage * (ink.opacity ?? 1) * (ink.density?.(x, y, distance) ?? 1));
      const shade = ink.shade?.(x, y) ?? 1;
      const at = (row * size + column) * 3;
      light[at] = (light[at] ?? 0) * (1 - share) + red * shade * share;
      light[at + 1] = (light[at + 1] ?? 0) * (1 - share) + green * shade * share;
      light[at + 2] = (light[at + 2] ?? 0) * (1 - share) + blue * shade * share;
    }
  }
}

/** 255 where a pixel's centre lies in the shape, 0 elsewhere; one byte per pixel. */
export function maskOf(shape: Shape, size: number, fieldMicrons: number): Uint8Array {
  const mask = new Uint8Array(size * size);
  const micronsPerPixel = fieldMicrons / size;
  for (let at = 0; at < mask.length; at++) {
    const x = ((at % size) + 0.5) * micronsPerPixel;
    const y = (Math.floor(at / size) + 0.5) * micronsPerPixel;
    if (shape.distance(x, y) <= 0) mask[at] = 255;
  }
  return mask;
}
