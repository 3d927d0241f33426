import { describe, expect, it } from 'vitest';
import { around, boundsOf, invert, type Level, paintStroke, type Size, type Stroke, shareOfCell } from './raster.ts';

const blank = ({ width, height }: Size) => new Uint8Array(width * height);

/** The rule itself, pixel by pixel. */
function byDistance(size: Size, { from, to, diameter }: Stroke): Uint8Array {
  const mask = blank(size);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx * dx + dy * dy;
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const [px, py] = [x + 0.5 - from.x, y + 0.5 - from.y];
      const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
      if (Math.hypot(px - along * dx, py - along * dy) <= diameter / 2) mask[y * size.width + x] = 255;
    }
  }
  return mask;
}

/** A mask as text, to be read in a failure. */
function text(mask: Uint8Array, { width }: Size): string {
  return Array.from(mask, (value, index) => (value === 0 ? '.' : '#') + ((index + 1) % width === 0 ? '\n' : '')).join('');
}

describe('a stroke', () => {
  const size = { width: 41, height: 29 };

  it.each<[string, Stroke['from'], Stroke['to'], number]>([
    ['a dot', { x: 20.3, y: 14.1 }, { x: 20.3, y: 14.1 }, 9],
    ['a line across', { x: 5.2, y: 14.6 }, { x: 33.1, y: 14.6 }, 5],
    ['a line down', { x: 20.7, y: 3.1 }, { x: 20.7, y: 25.8 }, 4],
    ['a slope', { x: 4.4, y: 3.3 }, { x: 36.2, y: 24.9 }, 6.5],
    ['a slope the other way', { x: 36.2, y: 3.3 }, { x: 4.4, y: 24.9 }, 2],
    ['a step of less than a pixel', { x: 20.1, y: 14.2 }, { x: 20.5, y: 14.9 }, 12],
    ['one that begins outside', { x: -30.5, y: -9.2 }, { x: 12.3, y: 9.7 }, 11],
    ['a brush larger than the mask', { x: 20.1, y: 14.1 }, { x: 22.1, y: 14.3 }, 200],
  ])('sets the pixels that lie within its radius: %s', (_, from, to, diameter) => {
    const mask = blank(size);
    const stroke: Stroke = { from, to, diameter, level: 255 };
    paintStroke(mask, size, stroke);
    expect(text(mask, size)).toBe(text(byDistance(size, stroke), size));
  });

  it('of one pixel sets one, wherever in it the pointer is', () => {
    for (const [x, y] of [
      [3, 5],
      [3.99, 5.01],
      [3.5, 5.999],
    ] as const) {
      const mask = blank(size);
      paintStroke(mask, size, { from: { x, y }, to: { x, y }, diameter: 1, level: 255 });
      expect([mask.indexOf(255), mask.lastIndexOf(255)]).toEqual([5 * size.width + 3, 5 * size.width + 3]);
    }
  });

  it('of one pixel has no gap, whatever its slope', () => {
    for (let degrees = 0; degrees < 360; degrees += 7) {
      const to = { x: 20 + 13 * Math.cos((degrees * Math.PI) / 180), y: 14 + 13 * Math.sin((degrees * Math.PI) / 180) };
      const mask = blank(size);
      paintStroke(mask, size, { from: { x: 20, y: 14 }, to, diameter: 1, level: 255 });
      expect(isOnePiece(mask, size), `${degrees}°\n${text(mask, size)}`).toBe(true);
    }
  });

  it('erases what it is told to erase', () => {
    const mask = blank(size).fill(255);
    const stroke = { from: { x: 10, y: 10 }, to: { x: 25, y: 20 }, diameter: 7 };
    paintStroke(mask, size, { ...stroke, level: 0 });
    const kept = byDistance(size, { ...stroke, level: 255 });
    invert(kept);
    expect(text(mask, size)).toBe(text(kept, size));
  });

  it.each<[string, Stroke['from'], Stroke['to']]>([
    ['to the left', { x: -40, y: 5 }, { x: -20, y: 9 }],
    ['below', { x: 5, y: 50 }, { x: 30, y: 60 }],
    ['past a corner', { x: 38, y: -9 }, { x: 52, y: 6 }],
    ['that is nowhere', { x: Number.NaN, y: 3 }, { x: 4, y: Number.NaN }],
  ])('outside of the mask changes nothing: %s', (_, from, to) => {
    const mask = blank(size);
    expect(paintStroke(mask, size, { from, to, diameter: 6, level: 255 })).toBeNull();
    expect(mask.includes(255)).toBe(false);
  });

  it('says a rectangle in which all lies that it set, and that lies in the mask', () => {
    for (let round = 0; round < 200; round++) {
      const at = (range: number, of: number) => ((round * of) % (range * 1.5)) - range / 4;
      const mask = blank(size);
      const stroke: Stroke = {
        from: { x: at(size.width, 7.31), y: at(size.height, 3.77) },
        to: { x: at(size.width, 11.13), y: at(size.height, 5.19) },
        diameter: 1 + (round % 13),
        level: 255,
      };
      const rect = paintStroke(mask, size, stroke);
      const bounds = boundsOf(mask, size);
      expect(around(rect, bounds)).toEqual(rect);
      if (rect !== null) expect([rect.x + rect.width <= size.width, rect.y + rect.height <= size.height]).toEqual([true, true]);
    }
  });
});

/** Whether all set pixels hang together, corners counted. */
function isOnePiece(mask: Uint8Array, { width, height }: Size): boolean {
  const open = mask.slice();
  const places = [open.indexOf(255)];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const [x, y] = [place % width, Math.floor(place / width)];
    open[place] = 0;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) if (open[v * width + u] === 255) places.push(v * width + u);
    }
  }
  return !open.includes(255);
}

describe('what is said of a mask', () => {
  const mask = (levels: readonly Level[]) => Uint8Array.from(levels);

  it.each([
    ['no cell', [0, 0, 0, 0, 0, 0], null, 0],
    ['one pixel', [0, 0, 0, 0, 255, 0], { x: 1, y: 1, width: 1, height: 1 }, 1 / 6],
    ['two corners', [255, 0, 0, 0, 0, 255], { x: 0, y: 0, width: 3, height: 2 }, 1 / 3],
    ['all of it', [255, 255, 255, 255, 255, 255], { x: 0, y: 0, width: 3, height: 2 }, 1],
  ] as const)('is where its cell lies, and how much of it is cell: %s', (_, levels, bounds, share) => {
    expect(boundsOf(mask(levels), { width: 3, height: 2 })).toEqual(bounds);
    expect(shareOfCell(mask(levels))).toBeCloseTo(share, 12);
  });

  it('is 0 of nothing', () => {
    expect(shareOfCell(new Uint8Array(0))).toBe(0);
  });

  it('turns into its opposite, and back', () => {
    const one = mask([0, 255, 0, 255, 255, 0]);
    invert(one);
    expect([...one]).toEqual([255, 0, 255, 0, 0, 255]);
    invert(one);
    expect([...one]).toEqual([0, 255, 0, 255, 255, 0]);
  });
});
