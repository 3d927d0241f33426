/** What the parts of the sheet have in common. */
import type { Language } from '../../../contract/settings.ts';

/** How things are drawn for people. */
export type PaperStyle = {
  readonly language: Language;
  /** IANA's name; undefined: this computer's. */
  readonly timeZone?: string;
};

/** JPEG or PNG files by the SHA-256 of the cell; a cell without one has an empty frame. */
export type Pictures = ReadonlyMap<string, Buffer>;

/** Cells of a class that have room on the sheet, in two lines. */
export const CELLS_OF_A_LINE = 9;
export const CELLS_OF_A_CLASS = 2 * CELLS_OF_A_LINE;
