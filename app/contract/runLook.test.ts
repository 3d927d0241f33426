import { describe, expect, it } from 'vitest';
import { classColour, contrast } from './colours.ts';
import { runLook } from './runLook.ts';

const PLACES = [0, 1, 2, 3, 4, 5];
const BACKGROUND = { light: [255, 255, 255], dark: [27, 30, 34] } as const;

function channels(hex: string): [number, number, number] {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return [red, green, blue];
}

describe.each(['light', 'dark'] as const)('runs in the %s theme', (theme) => {
  it('are told apart by letter and colour, which stand out from the background', () => {
    const looks = PLACES.map((place) => runLook(place, theme));
    expect(new Set(looks.map(({ letter }) => letter)).size).toBe(6);
    expect(new Set(looks.map(({ colour }) => colour)).size).toBe(6);
    for (const { colour } of looks) expect(contrast(channels(colour), BACKGROUND[theme])).toBeGreaterThan(3);
  });

  it('have no colour of a class', () => {
    const classes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const taken = classes.map((name) => classColour(name, classes));
    expect(PLACES.map((place) => runLook(place, theme).colour).filter((colour) => taken.includes(colour))).toEqual([]);
  });
});
