import { encode } from 'bmp-ts';
import { describe, expect, it } from 'vitest';
import { BmpError, decodeBmp } from './bmp.ts';

/** 3 × 2 pixels, each of another colour, as bmp-ts takes them (alpha, blue, green, red). */
const COLOURS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
  [0, 0, 0],
  [255, 255, 0],
] as const;

function encoded(bitPP: 4 | 8 | 16 | 24 | 32): Buffer {
  const data = Buffer.from(COLOURS.flatMap(([red, green, blue]) => [0, blue, green, red]));
  const palette = Array.from({ length: 256 }, (_, index) => {
    const [red, green, blue] = COLOURS[index] ?? [0, 0, 0];
    return { red, green, blue, quad: 0 };
  });
  return Buffer.from(encode({ data, width: 3, height: 2, bitPP, palette }).data);
}

describe('decodeBmp', () => {
  it.each([8, 24, 32] as const)('reads what another encoder wrote with %i bits a pixel', (bits) => {
    const { data, width, height } = decodeBmp(encoded(bits));
    expect([width, height]).toEqual([3, 2]);
    expect(Array.from(data)).toEqual(COLOURS.flat());
  });

  it('reads a file written byte by byte: bottom row first, blue before red, rows padded to four bytes', () => {
    const file = Buffer.alloc(54 + 16);
    file.write('BM', 'latin1');
    file.writeUInt32LE(54, 10);
    file.writeUInt32LE(40, 14);
    file.writeInt32LE(2, 18);
    file.writeInt32LE(2, 22);
    file.writeUInt16LE(24, 28);
    file.set([1, 2, 3, 4, 5, 6, 0, 0], 54);
    file.set([7, 8, 9, 10, 11, 12, 0, 0], 62);
    expect(Array.from(decodeBmp(file).data)).toEqual([9, 8, 7, 12, 11, 10, 3, 2, 1, 6, 5, 4]);
    file.writeInt32LE(-2, 22);
    expect(Array.from(decodeBmp(file).data)).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10]);
  });

  it('reads one-bit pixels through the palette', () => {
    const file = Buffer.alloc(62 + 4);
    file.write('BM', 'latin1');
    file.writeUInt32LE(62, 10);
    file.writeUInt32LE(40, 14);
    file.writeInt32LE(3, 18);
    file.writeInt32LE(1, 22);
    file.writeUInt16LE(1, 28);
    file.set([10, 20, 30, 0, 40, 50, 60, 0], 54);
    file[62] = 0b01000000;
    expect(Array.from(decodeBmp(file).data)).toEqual([30, 20, 10, 60, 50, 40, 30, 20, 10]);
  });

  it('refuses every truncated file with an error, never with an image', () => {
    // Two rows of nine bytes, each padded to twelve; what the encoder adds behind them is no part of the image.
    const whole = encoded(24).subarray(0, 54 + 24);
    expect(() => decodeBmp(whole)).not.toThrow();
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeBmp(whole.subarray(0, length)), `${length} bytes`).toThrow(BmpError);
    }
  });

  it.each([
    ['a huge width', 18, 0x7fffffff],
    ['no width', 18, 0],
    ['a negative width', 18, -5],
    ['no height', 22, 0],
    ['a compression', 30, 1],
    ['an unknown header', 14, 17],
  ])('refuses a header with %s', (_, offset, value) => {
    const file = encoded(24);
    file.writeInt32LE(value, offset);
    expect(() => decodeBmp(file)).toThrow(BmpError);
  });
});
