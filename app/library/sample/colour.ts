/** Colours as they are painted: red, green, blue, 0 to 255, not rounded. */

export type Colour = readonly [red: number, green: number, blue: number];

/** `share` of `to` over the rest of `from`; 0 gives `from`, 1 gives `to`. */
export function mixed(from: Colour, to: Colour, share: number): Colour {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}
