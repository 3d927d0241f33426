/** Looks at the file of one cell when a slide is opened: what it is, what it shows, and whether it can be read at all. */
import { createHash } from 'node:crypto';
import { asFailure } from '../../contract/failure.ts';
import { decodePixels } from '../../library/decode.ts';
import { type Fingerprint, fingerprintOf } from '../../library/duplicates/fingerprint.ts';
import { giveBack } from '../../library/giveBack.ts';
import { readBytes } from '../../library/pixels.ts';
import { type Measures, measuresOf } from '../quality/measures.ts';
import { type Unread, unread } from '../unread.ts';

export type SeenCell = {
  readonly kind: 'seen';
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly measures: Measures;
  readonly fingerprint: Fingerprint;
};

export type CellLook = SeenCell | ({ readonly kind: 'unread' } & Unread);

/** @throws SmearlabError out-of-memory: what is wrong with the file itself is part of the result */
export async function lookAtCell(file: string): Promise<CellLook> {
  try {
    const bytes = await readBytes(file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const pixels = await decodePixels(bytes, file);
    const { width, height } = pixels;
    const seen = { sha256, width, height, measures: measuresOf(pixels), fingerprint: fingerprintOf(pixels) };
    giveBack(pixels.data);
    return { kind: 'seen', ...seen };
  } catch (error) {
    return { kind: 'unread', ...unread(asFailure(error)) };
  }
}
