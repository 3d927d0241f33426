/** The icon in the formats that Windows and macOS want: small containers around PNGs. Pure. */

/** A square picture; `side` in pixels. */
export type Png = { readonly side: number; readonly bytes: Buffer };

/**
 * An .ico of PNGs, as Windows has read them since Vista: a head of 6 bytes, 16 bytes for each picture, then the pictures.
 * @param pictures of 256 pixels at most
 */
export function icoOf(pictures: readonly Png[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { side, bytes }] of pictures.entries()) {
    const at = 6 + 16 * index;
    // 256 does not fit into a byte and is written as 0.
    head.writeUInt8(side % 256, at);
    head.writeUInt8(side % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(bytes.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  }
  return Buffer.concat([head, ...pictures.map(({ bytes }) => bytes)]);
}

/** What an .icns calls a picture of so many pixels; from 32 on there is also a name for half the size on a fine screen. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** An .icns: blocks of a type, a length and a PNG within one block of them all. Sizes that macOS has no name for are left out. */
export function icnsOf(pictures: readonly Png[]): Buffer {
  const blocks = pictures.flatMap(({ side, bytes }) => (ICNS_TYPES[side] ?? []).map((type) => block(type, bytes)));
  return block('icns', Buffer.concat(blocks));
}

function block(type: string, bytes: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'ascii');
  head.writeUInt32BE(bytes.length + 8, 4);
  return Buffer.concat([head, bytes]);
}
