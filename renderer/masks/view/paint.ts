/** Paints one pane: the image, its mask, the masked copy, or the mask laid over the image. */
import { NUCLEUS_COLOUR } from '../../parts/maskDisplay.ts';
import type { Size, View } from '../../parts/view.ts';
import type { Point } from '../correction/raster.ts';

export type PaneKind = 'image' | 'mask' | 'masked' | 'overlay';

export type Marking = {
  readonly style: 'outline' | 'filled';
  /** Of the cell. */
  readonly colour: string;
  /** 0 to 1. */
  readonly opacity: number;
};

export type Scene = {
  readonly image: ImageBitmap;
  /** Opaque where the cell is, of the image's size; null: there is no mask. */
  readonly cell: OffscreenCanvas | null;
  readonly nucleus: OffscreenCanvas | null;
  readonly marking: Marking;
  /** In pixels of the image; null: no brush is shown. */
  readonly brush: { readonly at: Point; readonly diameter: number; readonly erases: boolean } | null;
};

const SEAM = 'rgb(0 0 0 / 0.75)';
/** Of what is nucleus in the mask's own picture, cytoplasm being darker. */
const CYTOPLASM_GREY = '#808080';

/** Enlarged more than this, pixels are the squares that they are. */
const SMOOTH_BELOW = 2;
/** CSS pixels. */
const LINE = 2;
const SEAM_LINE = 1.25;

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
type Picture = ImageBitmap | OffscreenCanvas;

/** @param window the pane in CSS pixels. @param ratio device pixels per CSS pixel */
export function paintPane(context: CanvasRenderingContext2D, kind: PaneKind, scene: Scene, view: View, window: Size, ratio: number): void {
  const pane: Pane = { view, window, ratio };
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'source-over';
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  if (kind === 'mask') paintMask(context, scene, pane);
  else lay(context, scene.image, pane);
  if (kind === 'masked') paintMasked(context, scene, pane);
  if (kind === 'overlay') paintMarking(context, scene, pane);
  if (scene.brush !== null) paintBrush(context, scene.brush, pane);
}

type Pane = { readonly view: View; readonly window: Size; readonly ratio: number };

/** Lays a picture of the image's size where the image lies. */
function lay(context: Context, picture: Picture, { view: { scale, x, y }, ratio }: Pane): void {
  context.setTransform(scale * ratio, 0, 0, scale * ratio, x * ratio, y * ratio);
  context.imageSmoothingEnabled = scale < SMOOTH_BELOW;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(picture, 0, 0);
  context.setTransform(1, 0, 0, 1, 0, 0);
}

/** Fills where the image lies. */
function fillImage(context: Context, { width, height }: Size, colour: string, { view: { scale, x, y }, ratio }: Pane): void {
  context.setTransform(scale * ratio, 0, 0, scale * ratio, x * ratio, y * ratio);
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  context.setTransform(1, 0, 0, 1, 0, 0);
}

/** White on black; of a mask that tells the nucleus, the rest of the cell is grey. */
function paintMask(context: Context, { image, cell, nucleus }: Scene, pane: Pane): void {
  fillImage(context, image, '#000000', pane);
  if (cell !== null) context.drawImage(tinted(cell, nucleus === null ? '#ffffff' : CYTOPLASM_GREY, pane), 0, 0);
  if (nucleus !== null) context.drawImage(tinted(nucleus, '#ffffff', pane), 0, 0);
}

/** Image × mask, on black. */
function paintMasked(context: Context, { image, cell }: Scene, pane: Pane): void {
  if (cell === null) return;
  context.globalCompositeOperation = 'destination-in';
  lay(context, cell, pane);
  context.globalCompositeOperation = 'destination-over';
  fillImage(context, image, '#000000', pane);
  context.globalCompositeOperation = 'source-over';
}

function paintMarking(context: Context, { cell, nucleus, marking: { style, colour, opacity } }: Scene, pane: Pane): void {
  if (cell === null) return;
  if (style === 'filled') {
    context.globalAlpha = opacity;
    context.drawImage(tinted(cell, colour, pane), 0, 0);
  }
  // A line covers little, and is seen well before a fill is.
  context.globalAlpha = Math.min(1, opacity * 2.5);
  paintOutline(context, cell, colour, pane);
  if (nucleus !== null) paintOutline(context, nucleus, NUCLEUS_COLOUR, pane);
  context.globalAlpha = 1;
}

/** Around what is marked, in lines of the same width at every zoom: what is laid there a little aside in all directions, less itself. */
function paintOutline(context: Context, layer: OffscreenCanvas, colour: string, pane: Pane): void {
  const shape = tinted(layer, '#000000', pane);
  const line = LINE * pane.ratio;
  context.drawImage(ring(shape, line + SEAM_LINE * pane.ratio, SEAM, pane), 0, 0);
  context.drawImage(ring(shape, line, colour, pane), 0, 0);
}

function ring(shape: OffscreenCanvas, line: number, colour: string, pane: Pane): OffscreenCanvas {
  const context = scratch(1, pane);
  for (let turn = 0; turn < 16; turn++) {
    const angle = (turn * Math.PI) / 8;
    context.drawImage(shape, Math.cos(angle) * line, Math.sin(angle) * line);
  }
  context.globalCompositeOperation = 'destination-out';
  context.drawImage(shape, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = colour;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  return context.canvas;
}

/** What is marked in one colour, as the pane sees it. */
function tinted(layer: OffscreenCanvas, colour: string, pane: Pane): OffscreenCanvas {
  const context = scratch(0, pane);
  lay(context, layer, pane);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = colour;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  return context.canvas;
}

const scratches: OffscreenCanvasRenderingContext2D[] = [];

/** A canvas of the pane's size to work on; what was on it is gone. */
function scratch(place: 0 | 1, { window, ratio }: Pane): OffscreenCanvasRenderingContext2D {
  const [width, height] = [Math.max(1, Math.round(window.width * ratio)), Math.max(1, Math.round(window.height * ratio))];
  const context = scratches[place] ?? new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) throw new Error('This browser can draw no pictures.');
  scratches[place] = context;
  if (context.canvas.width !== width || context.canvas.height !== height) {
    context.canvas.width = width;
    context.canvas.height = height;
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'source-over';
  context.clearRect(0, 0, width, height);
  return context;
}

/** A circle of the brush's size in light and dark, seen on every background, with a cross in its middle; an eraser has no cross but a bar. */
function paintBrush(context: Context, { at, diameter, erases }: NonNullable<Scene['brush']>, { view: { scale, x, y }, ratio }: Pane): void {
  const [u, v] = [(x + at.x * scale) * ratio, (y + at.y * scale) * ratio];
  const radius = Math.max(1.5, (diameter / 2) * scale) * ratio;
  const arm = 4 * ratio;
  for (const [colour, width] of [
    ['#000000', 3.5],
    ['#ffffff', 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width * ratio;
    context.beginPath();
    context.arc(u, v, radius, 0, 2 * Math.PI);
    context.moveTo(u - arm, v);
    context.lineTo(u + arm, v);
    if (!erases) {
      context.moveTo(u, v - arm);
      context.lineTo(u, v + arm);
    }
    context.stroke();
  }
}
