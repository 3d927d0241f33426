/** What a mask made by an expert says. */
import type { Levels } from '../decodeLevels.ts';
import { foreground, resizeNearest } from '../masks.ts';
import type { Region } from './plane.ts';

/** `nucleus` is null where the mask tells no nucleus apart. */
export type ExpertMask = { readonly cell: Region; readonly nucleus: Region | null };

/** A grey level between background and nucleus must cover so much of the foreground to be cytoplasm, not a lossy file's noise. */
const LEAST_CYTOPLASM = 0.02;

/** The cell is what the library takes for foreground; the nucleus what is brighter than three quarters, where there is cytoplasm as well. */
export function expertMask(levels: Levels, width: number, height: number): ExpertMask {
  const ownSize = (data: Uint8Array): Region => ({ data: resizeNearest(data, levels.width, levels.height, width, height), width, height });
  const cell = foreground(levels.data);
  let highest = 0;
  for (const level of levels.data) highest = Math.max(highest, level);
  const nucleus = Uint8Array.from(levels.data, (level) => (level > (highest * 3) / 4 ? 1 : 0));
  const count = (data: Uint8Array) => data.reduce((sum, value) => sum + value, 0);
  const hasCytoplasm = count(cell) - count(nucleus) >= LEAST_CYTOPLASM * count(cell) && count(cell) > 0;
  return { cell: ownSize(cell), nucleus: hasCytoplasm ? ownSize(nucleus) : null };
}
