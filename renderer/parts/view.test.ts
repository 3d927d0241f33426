import { describe, expect, it } from 'vitest';
import { fitted, isPart, panned, type View, zoomed } from './view.ts';

const IMAGE = { width: 360, height: 363 };
const WINDOW = { width: 900, height: 700 };
/** The point of the image that is seen at a point of the window. */
const under = ({ scale, x, y }: View, point: { x: number; y: number }) => ({ u: (point.x - x) / scale, v: (point.y - y) / scale });

describe('the view of an image', () => {
  it.each([
    ['a cell', IMAGE, WINDOW],
    ['a slide’s scan', { width: 12_000, height: 9000 }, WINDOW],
    ['a strip', { width: 4000, height: 10 }, WINDOW],
    ['a pixel', { width: 1, height: 1 }, WINDOW],
  ])('shows %s whole and in the middle at first', (_, image, window) => {
    const { scale, x, y } = fitted(image, window);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x * 2 + image.width * scale).toBeCloseTo(window.width);
    expect(y * 2 + image.height * scale).toBeCloseTo(window.height);
    expect(isPart(fitted(image, window), image, window)).toBe(false);
  });

  it.each([
    ['a window that has no size yet', IMAGE, { width: 0, height: 0 }],
    ['an image that says it has none', { width: 0, height: 0 }, WINDOW],
  ])('is of numbers for %s', (_, image, window) => {
    const view = zoomed(fitted(image, window), 2, { x: 3, y: 4 }, image, window);
    expect(Object.values(view).every(Number.isFinite)).toBe(true);
    expect(view.scale).toBeGreaterThan(0);
  });

  it('keeps what is under the pointer there while it zooms in', () => {
    const point = { x: 500, y: 300 };
    let view = zoomed(fitted(IMAGE, WINDOW), 1.5, point, IMAGE, WINDOW);
    const before = under(view, point);
    for (let turn = 0; turn < 12; turn++) {
      view = zoomed(view, 1.25, point, IMAGE, WINDOW);
      expect(under(view, point).u).toBeCloseTo(before.u);
      expect(under(view, point).v).toBeCloseTo(before.v);
    }
    expect(view.scale).toBeGreaterThan(20);
  });

  it('comes back to the whole image when it is zoomed out again, and no smaller', () => {
    const whole = fitted(IMAGE, WINDOW);
    let view = zoomed(whole, 10, { x: 10, y: 690 }, IMAGE, WINDOW);
    for (let turn = 0; turn < 40; turn++) view = zoomed(view, 0.8, { x: 880, y: 20 }, IMAGE, WINDOW);
    expect(view.scale).toBeLessThanOrEqual(whole.scale);
    expect(view.scale).toBeGreaterThanOrEqual(1);
    expect(isPart(view, IMAGE, WINDOW)).toBe(false);
  });

  it('has an end to zooming in', () => {
    const view = zoomed(fitted(IMAGE, WINDOW), 1e9, { x: 0, y: 0 }, IMAGE, WINDOW);
    expect(view.scale).toBe(32);
  });

  it('is never moved so far that an edge of the image comes into the window', () => {
    const near = zoomed(fitted(IMAGE, WINDOW), 5, { x: 450, y: 350 }, IMAGE, WINDOW);
    for (const by of [
      { x: 1e6, y: 1e6 },
      { x: -1e6, y: -1e6 },
      { x: 1e6, y: -1e6 },
      { x: 17, y: -3 },
    ]) {
      const { scale, x, y } = panned(near, by, IMAGE, WINDOW);
      expect(x).toBeLessThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(0);
      expect(x + IMAGE.width * scale).toBeGreaterThanOrEqual(WINDOW.width);
      expect(y + IMAGE.height * scale).toBeGreaterThanOrEqual(WINDOW.height);
    }
  });

  it('does not move while the whole image is shown', () => {
    const whole = fitted(IMAGE, WINDOW);
    expect(panned(whole, { x: 100, y: -40 }, IMAGE, WINDOW)).toEqual(whole);
  });
});
