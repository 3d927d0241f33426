import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEAST, placementOf, type Rectangle, type Remembered, readPlacement, writePlacement } from './placement.ts';

const main: Rectangle = { x: 0, y: 25, width: 1920, height: 1055 };
const right: Rectangle = { x: 1920, y: 0, width: 2560, height: 1440 };
const was = (rectangle: Partial<Remembered>): Remembered => ({
  x: 100,
  y: 100,
  width: 1200,
  height: 700,
  isMaximized: false,
  ...rectangle,
});

describe('the window', () => {
  it('opens in the middle at its usual size when it was never closed', () => {
    expect(placementOf(undefined, [main])).toEqual({ width: 1280, height: 800, isMaximized: false });
  });

  it('opens where it was closed', () => {
    expect(placementOf(was({}), [main])).toEqual({ x: 100, y: 100, width: 1200, height: 700, isMaximized: false });
    expect(placementOf(was({ x: 2000, isMaximized: true }), [main, right])).toMatchObject({ x: 2000, isMaximized: true });
  });

  it.each<[string, Partial<Remembered>]>([
    ['its screen is gone', { x: 2000 }],
    ['its head would be over the edge of the screen', { y: -300 }],
    ['its head would be under the edge of the screen', { y: 1060 }],
    ['its head would be under the bar at the top', { y: 10 }],
    ['no more than a corner of it would be in sight', { x: 1880 }],
    ['it would be far out', { x: -90_000, y: 90_000 }],
  ])('opens in the middle of the main screen when %s', (_, rectangle) => {
    expect(placementOf(was(rectangle), [main])).toEqual({ width: 1200, height: 700, isMaximized: false });
  });

  it('is no larger than its screen, and never too small to be used', () => {
    expect(placementOf(was({ x: 0, y: 25, width: 5000, height: 4000 }), [main])).toMatchObject({ width: 1920, height: 1055 });
    expect(placementOf(was({ width: 1, height: 1, x: 1 }), [main])).toMatchObject(LEAST);
    expect(placementOf(undefined, [{ x: 0, y: 0, width: 640, height: 480 }])).toMatchObject(LEAST);
  });

  it('opens even where no screen is told of', () => {
    expect(placementOf(was({}), [])).toEqual({ width: 1200, height: 700, isMaximized: false });
  });
});

describe('the file that remembers', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'smearlab-placement-'));
    file = join(folder, 'window.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('brings back what was put there, and leaves nothing beside it', () => {
    writePlacement(file, was({ isMaximized: true }));
    expect(readPlacement(file)).toEqual(was({ isMaximized: true }));
    expect(readdirSync(folder)).toEqual(['window.json']);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"x":1}',
    '{"x":"1","y":1,"width":1,"height":1,"isMaximized":false}',
    '{"x":1,"y":1,"width":0,"height":1,"isMaximized":false}',
    '{"x":1,"y":1,"width":-5,"height":1,"isMaximized":false}',
    '{"x":1e300,"y":1,"width":1,"height":1,"isMaximized":false}',
    '{"x":0.5,"y":1,"width":1,"height":1,"isMaximized":false}',
  ])('counts as not there when it holds %j', (text) => {
    writeFileSync(file, text);
    expect(readPlacement(file)).toBeUndefined();
  });

  it('counts as not there when it is not', () => {
    expect(readPlacement(file)).toBeUndefined();
  });
});
