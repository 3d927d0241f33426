/**
 * The size of a plain JPEG from its header: a fiftieth of what asking the decoder costs, which at a hundred thousand images counts.
 * Whatever is unusual is left to the decoder.
 * Formats: ITU-T T.81 annex B (markers); CIPA DC-008, "Exif" (orientation, tag 0x0112 of the first directory).
 */

export type JpegSize = { readonly width: number; readonly height: number };

const EXIF = 'Exif\0\0';
const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
/** Markers of frames: SOF0 to SOF15, without those that define tables. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** The size as a person sees it, turned as EXIF says; undefined where the decoder must be asked. */
export function jpegSize(bytes: Buffer): JpegSize | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let turned = false;
  let exif = 0;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (marker < 0xc0 || marker === 0xff || marker === START_OF_SCAN || length < 2 || end > bytes.length) return undefined;
    if (isFrame(marker)) return frameSize(bytes, at, length, turned);
    if (marker === APP1 && bytes.toString('latin1', at + 4, Math.min(end, at + 10)) === EXIF) {
      const orientation = exifOrientation(bytes.subarray(at + 10, end));
      if (orientation === undefined || ++exif > 1) return undefined;
      turned = orientation >= 5;
    }
    at = end;
  }
  return undefined;
}

function frameSize(bytes: Buffer, at: number, length: number, turned: boolean): JpegSize | undefined {
  if (length < 8 || bytes[at + 4] !== 8) return undefined;
  const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
  if (height === 0 || width === 0) return undefined;
  return turned ? { width: height, height: width } : { width, height };
}

/** 1 to 8; undefined where the directory is damaged or says something else. */
function exifOrientation(tiff: Buffer): number | undefined {
  const order = tiff.length < 8 ? '' : tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return undefined;
  const short = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (short(2) !== 42 || directory + 2 > tiff.length) return undefined;
  const entries = short(directory);
  if (directory + 2 + entries * 12 > tiff.length) return undefined;
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * 12;
    if (short(entry) !== 0x0112) continue;
    const value = short(entry + 8);
    const isOneShort = short(entry + 2) === 3 && (order === 'II' ? tiff.readUInt32LE(entry + 4) : tiff.readUInt32BE(entry + 4)) === 1;
    return isOneShort && value >= 1 && value <= 8 ? value : undefined;
  }
  return 1;
}
