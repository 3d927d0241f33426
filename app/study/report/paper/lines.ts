/** Breaks words into lines of a width. Pure; what a text takes is asked of the font. Lengths in points, 1/72 inch. */
import type { Words } from './blocks.ts';

export type Piece = { readonly words: Words; readonly text: string; readonly width: number };
export type Line = { readonly pieces: readonly Piece[]; readonly width: number };
export type WidthOf = (text: string, look: Words) => number;

/** Keeps a word whole where it fits a line; where it does not, it is broken anywhere, and nothing is lost. */
export function linesOf(words: readonly Words[], width: number, widthOf: WidthOf): Line[] {
  const lines: Piece[][] = [[]];
  let used = 0;
  const breakLine = () => {
    lines.push([]);
    used = 0;
  };
  const put = (text: string, of: Words) => {
    const wide = widthOf(text, of);
    lines.at(-1)?.push({ words: of, text, width: wide });
    used += wide;
  };
  for (const of of words) {
    for (const token of of.text.split(/(\n| +)/)) {
      if (token === '') continue;
      if (token === '\n') breakLine();
      else if (used + widthOf(token, of) <= width) put(token, of);
      else if (token.trim() === '') breakLine();
      else {
        if (used > 0) breakLine();
        for (const part of fitting(token, width, (text) => widthOf(text, of))) {
          if (used > 0) breakLine();
          put(part, of);
        }
      }
    }
  }
  return lines.map((pieces) => {
    const joined = joinedPieces(withoutEndSpaces(pieces));
    return { pieces: joined, width: joined.reduce((sum, piece) => sum + piece.width, 0) };
  });
}

/** The width below which a word would have to be broken, and that of the longest line as it is. */
export function widthsOf(words: readonly Words[], widthOf: WidthOf): { readonly least: number; readonly natural: number } {
  const tokens = words.flatMap((of) => of.text.split(/\n| +/).map((token) => widthOf(token, of)));
  const natural = linesOf(words, Number.POSITIVE_INFINITY, widthOf).map((line) => line.width);
  return { least: Math.max(0, ...tokens), natural: Math.max(0, ...natural) };
}

/** A word in parts that each fit; at least one character each. */
function fitting(word: string, width: number, widthOf: (text: string) => number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && widthOf(part + character) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

function withoutEndSpaces(pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.findLastIndex(({ text }) => text.trim() !== '');
  const first = pieces.findIndex(({ text }) => text.trim() !== '');
  return first === -1 ? [] : pieces.slice(first, last + 1);
}

/** Neighbours of one look as one text, so that it can be selected and copied as one. */
function joinedPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last?.words === piece.words) joined[joined.length - 1] = { ...last, text: last.text + piece.text, width: last.width + piece.width };
    else joined.push(piece);
  }
  return joined;
}
