/**
 * Decodes uncompressed BMP files, which sharp does not read and some cameras write.
 * Format: Microsoft, "Bitmap Storage" (BITMAPFILEHEADER, BITMAPINFOHEADER to V5).
 */

/** Interleaved RGB, one byte a channel, [height, width, 3]. */
export type Pixels = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** What is wrong with a BMP file, in plain words. */
export class BmpError extends Error {}

const FILE_HEADER = 14;
const UNCOMPRESSED = 0;
const BIT_FIELDS = 3;
/** A guard against headers that lie, the same as in decode.ts. */
const MOST_PIXELS = 100_000_000;

export function isBmp(bytes: Buffer): boolean {
  return bytes.length >= 2 && bytes.toString('latin1', 0, 2) === 'BM';
}

type Header = {
  readonly width: number;
  readonly height: number;
  readonly bottomUp: boolean;
  readonly bits: number;
  readonly stride: number;
  readonly pixelOffset: number;
  readonly paletteOffset: number;
  readonly paletteEntry: 3 | 4;
  readonly paletteLength: number;
  readonly channels: readonly [number, number, number];
};

/** Where a channel lies in a 16- or 32-bit pixel, from its bit mask. */
function field(mask: number): { readonly shift: number; readonly most: number } {
  if (mask === 0) return { shift: 0, most: 0 };
  const shift = 31 - Math.clz32(mask & -mask);
  return { shift, most: mask >>> shift };
}

/** @throws BmpError in plain words when the header is damaged or of a kind that is not read. */
function readHeader(bytes: Buffer): Header {
  if (!isBmp(bytes) || bytes.length < FILE_HEADER + 12) throw new BmpError('the BMP header is cut off');
  const headerSize = bytes.readUInt32LE(14);
  const old = headerSize === 12;
  if (!old && (headerSize < 40 || bytes.length < FILE_HEADER + headerSize)) throw new BmpError('the BMP header is damaged');
  const width = old ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const signedHeight = old ? bytes.readInt16LE(20) : bytes.readInt32LE(22);
  const height = Math.abs(signedHeight);
  const bits = bytes.readUInt16LE(old ? 24 : 28);
  const compression = old ? UNCOMPRESSED : bytes.readUInt32LE(30);
  if (width <= 0 || height === 0 || width * height > MOST_PIXELS)
    throw new BmpError(`the BMP header says ${width} × ${signedHeight} pixels`);
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw new BmpError(`the BMP header says ${bits} bits a pixel`);
  const fields = compression === BIT_FIELDS && (bits === 16 || bits === 32);
  if (compression !== UNCOMPRESSED && !fields) throw new BmpError('it is a compressed BMP; save it as PNG');
  const stride = Math.ceil((width * bits) / 32) * 4;
  const pixelOffset = bytes.readUInt32LE(10);
  if (bytes.length < pixelOffset + stride * height) throw new BmpError('the BMP file is cut off');
  if (fields && bytes.length < 66) throw new BmpError('the BMP header is cut off');
  const paletteOffset = FILE_HEADER + headerSize;
  const paletteEntry = old ? 3 : 4;
  const said = old ? 0 : bytes.readUInt32LE(46);
  const wanted = bits <= 8 ? Math.min(said === 0 ? 2 ** bits : said, 2 ** bits) : 0;
  if (bytes.length < paletteOffset + wanted * paletteEntry) throw new BmpError('the BMP palette is cut off');
  const channels: [number, number, number] = fields
    ? [bytes.readUInt32LE(54), bytes.readUInt32LE(58), bytes.readUInt32LE(62)]
    : bits === 16
      ? [0x7c00, 0x03e0, 0x001f]
      : [0xff0000, 0x00ff00, 0x0000ff];
  return {
    width,
    height,
    bottomUp: signedHeight > 0,
    bits,
    stride,
    pixelOffset,
    paletteOffset,
    paletteEntry,
    paletteLength: wanted,
    channels,
  };
}

/** The size that a BMP's header says. @throws BmpError when the header is damaged, or the file is shorter than it says. */
export function bmpSize(bytes: Buffer): { readonly width: number; readonly height: number } {
  const { width, height } = readHeader(bytes);
  return { width, height };
}

/**
 * Decodes a BMP of 1, 4, 8, 16, 24 or 32 bits a pixel; an alpha channel is ignored, as most programs do.
 * @throws BmpError in plain words when the file is damaged, cut off or compressed.
 */
export function decodeBmp(bytes: Buffer): Pixels {
  const header = readHeader(bytes);
  const { width, height } = header;
  const data = new Uint8Array(width * height * 3);
  const readPixel =
    header.bits <= 8 ? paletteReader(bytes, header) : header.bits === 24 ? trueColourReader(bytes) : fieldReader(bytes, header);
  for (let y = 0; y < height; y++) {
    const line = header.pixelOffset + (header.bottomUp ? height - 1 - y : y) * header.stride;
    for (let x = 0; x < width; x++) readPixel(line, x, data, (y * width + x) * 3);
  }
  return { data, width, height };
}

type PixelReader = (line: number, x: number, to: Uint8Array, at: number) => void;

function trueColourReader(bytes: Buffer): PixelReader {
  return (line, x, to, at) => {
    const from = line + x * 3;
    to[at] = bytes[from + 2] ?? 0;
    to[at + 1] = bytes[from + 1] ?? 0;
    to[at + 2] = bytes[from] ?? 0;
  };
}

function paletteReader(bytes: Buffer, header: Header): PixelReader {
  const { bits, paletteOffset, paletteEntry, paletteLength } = header;
  return (line, x, to, at) => {
    const bit = x * bits;
    const byte = bytes[line + (bit >> 3)] ?? 0;
    const index = (byte >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
    if (index >= paletteLength) throw new BmpError('the BMP file names a colour that its palette lacks');
    const from = paletteOffset + index * paletteEntry;
    to[at] = bytes[from + 2] ?? 0;
    to[at + 1] = bytes[from + 1] ?? 0;
    to[at + 2] = bytes[from] ?? 0;
  };
}

function fieldReader(bytes: Buffer, header: Header): PixelReader {
  const fields = header.channels.map(field);
  const wide = header.bits === 32;
  return (line, x, to, at) => {
    const value = wide ? bytes.readUInt32LE(line + x * 4) : bytes.readUInt16LE(line + x * 2);
    for (const [channel, { shift, most }] of fields.entries()) {
      to[at + channel] = most === 0 ? 0 : Math.round((((value >>> shift) & most) * 255) / most);
    }
  };
}
