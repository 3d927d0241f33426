import { describe, expect, it } from 'vitest';
import { Correction } from './Correction.ts';
import type { Rect } from './raster.ts';

const SIZE = { width: 40, height: 30 };
const blank = () => new Correction(new Uint8Array(SIZE.width * SIZE.height), SIZE);
const line = (x: number, level: 0 | 255 = 255) => ({ from: { x, y: 5.5 }, to: { x, y: 20.5 }, diameter: 4, level });

describe('a correction of a mask that tells the nucleus', () => {
  const area = (mask: Uint8Array | null) => mask?.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  const everywhere = new Uint8Array(SIZE.width * SIZE.height).fill(255);
  /** A cell of all pixels, its nucleus in the left half. */
  const cell = () =>
    new Correction(
      everywhere,
      SIZE,
      everywhere.map((value, index) => (index % SIZE.width < SIZE.width / 2 ? value : 0)),
    );

  it('erases of it what is erased of the cell, and brings it back with undo or the brush', () => {
    const correction = cell();
    const before = correction.nucleus();
    correction.stroke(line(10, 0));
    correction.finish();
    expect(area(correction.nucleus())).toBeLessThan(area(before) ?? 0);
    correction.undo();
    expect(correction.nucleus()).toEqual(before);
    correction.redo();
    correction.stroke({ ...line(10), diameter: 6 });
    correction.finish();
    expect(correction.nucleus()).toEqual(before);
  });

  it('paints no nucleus where there was none', () => {
    const correction = cell();
    for (const level of [0, 255] as const) {
      correction.stroke(line(30, level));
      correction.finish();
      expect(area(correction.nucleus())).toBe((SIZE.width * SIZE.height) / 2);
    }
    correction.clear();
    expect(area(correction.nucleus())).toBe(0);
    expect(blank().nucleus()).toBeNull();
  });
});

describe('a correction', () => {
  it('undoes a stroke as a whole, however many parts it had', () => {
    const correction = blank();
    for (const x of [10, 11, 12, 13]) correction.stroke(line(x));
    correction.finish();
    correction.stroke(line(30));
    correction.finish();
    correction.undo();
    expect([correction.mask.includes(255), correction.state.canRedo]).toEqual([true, true]);
    correction.undo();
    expect([correction.mask.includes(255), correction.state.canUndo]).toEqual([false, false]);
  });

  it('does again exactly what was undone, over strokes, holes, inversion and clearing', () => {
    const correction = blank();
    const states = [correction.mask.slice()];
    const does = [
      () => correction.stroke({ ...line(10), to: { x: 30, y: 20 } }),
      () => correction.stroke({ ...line(30), to: { x: 10, y: 20 } }),
      () => correction.stroke({ from: { x: 10, y: 6 }, to: { x: 30, y: 6 }, diameter: 4, level: 255 }),
      () => correction.fillHoles(),
      () => correction.stroke(line(20, 0)),
      () => correction.invert(),
      () => correction.clear(),
    ];
    for (const act of does) {
      act();
      correction.finish();
      states.push(correction.mask.slice());
    }
    for (const state of states.slice(0, -1).reverse()) {
      correction.undo();
      expect(correction.mask).toEqual(state);
    }
    for (const state of states.slice(1)) {
      correction.redo();
      expect(correction.mask).toEqual(state);
    }
  });

  it('is unsaved from the first stroke on, not when that is undone, and not once it is saved', () => {
    const correction = blank();
    expect(correction.state.isUnsaved).toBe(false);
    correction.stroke(line(10));
    correction.finish();
    expect(correction.state.isUnsaved).toBe(true);
    correction.undo();
    expect(correction.state.isUnsaved).toBe(false);
    correction.redo();
    correction.saved(correction.number);
    expect(correction.state.isUnsaved).toBe(false);
    correction.undo();
    expect(correction.state.isUnsaved).toBe(true);
  });

  it('is still unsaved after a stroke that was drawn while it was being saved', () => {
    const correction = blank();
    correction.stroke(line(10));
    correction.finish();
    const kept = correction.number;
    correction.stroke(line(30));
    correction.finish();
    correction.saved(kept);
    expect(correction.state.isUnsaved).toBe(true);
  });

  it('is not changed by a stroke over what is cell already, or beside the image', () => {
    const correction = blank();
    correction.stroke(line(10));
    correction.finish();
    const { version } = correction.state;
    correction.stroke(line(10));
    correction.stroke(line(-100));
    correction.finish();
    expect(correction.state.version).toBe(version);
  });

  it('leaves the mask it began with as it is', () => {
    const mask = new Uint8Array(SIZE.width * SIZE.height);
    new Correction(mask, SIZE).invert();
    expect(mask.includes(255)).toBe(false);
  });

  it('tells of every pixel that changes', () => {
    const correction = blank();
    const told = new Set<number>();
    correction.onPixels(({ x, y, width, height }: Rect) => {
      for (let v = y; v < y + height; v++) for (let u = x; u < x + width; u++) told.add(v * SIZE.width + u);
    });
    let before = correction.mask.slice();
    for (const act of [
      () => correction.stroke(line(9)),
      () => correction.undo(),
      () => correction.redo(),
      () => correction.invert(),
      () => correction.fillHoles(),
      () => correction.clear(),
    ]) {
      act();
      correction.mask.forEach((value, index) => {
        if (value !== before[index]) expect(told.has(index)).toBe(true);
      });
      told.clear();
      before = correction.mask.slice();
    }
  });
});
