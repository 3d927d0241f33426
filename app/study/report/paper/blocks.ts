/** A report as blocks that can be set on paper: what stands in them, not where. */

/** Text of one look. A line break in it is one. */
export type Words = {
  readonly text: string;
  readonly isBold: boolean;
  readonly isSmall: boolean;
  readonly isQuiet: boolean;
  readonly isCode: boolean;
  /** Of the mark of a compared run: its place, which has a colour. */
  readonly run?: number;
};

export type Cell = {
  readonly words: readonly Words[];
  readonly columns: number;
  readonly rows: number;
  readonly isHead: boolean;
  readonly align: 'left' | 'right' | 'center';
  /** Of a matrix: what it is filled and written with. */
  readonly colours: { readonly fill: string; readonly ink: string } | null;
};

export type Table = {
  readonly kind: 'table';
  readonly caption: readonly Words[];
  readonly head: readonly (readonly Cell[])[];
  readonly body: readonly (readonly Cell[])[];
  /** `matrix`: columns of one width, their names upright; `wide`: as wide as there is room. */
  readonly look: 'plain' | 'wide' | 'matrix';
};

/** The place of the compared run that something is of, by the page's classes: `run2`. */
export function runOf(classes: readonly string[]): number | undefined {
  const digits = classes.flatMap((name) => /^run(\d)$/.exec(name)?.[1] ?? []);
  return digits[0] === undefined ? undefined : Number(digits[0]);
}

/** Classes are those of the page's style. */
export type Shape =
  | { readonly kind: 'path'; readonly classes: readonly string[]; readonly d: string }
  | { readonly kind: 'circle'; readonly classes: readonly string[]; readonly x: number; readonly y: number; readonly radius: number }
  | {
      readonly kind: 'text';
      readonly classes: readonly string[];
      readonly x: number;
      readonly y: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly text: string;
    };

export type Drawing = { readonly kind: 'drawing'; readonly width: number; readonly height: number; readonly shapes: readonly Shape[] };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly words: readonly Words[] }
  /** `frame`: where something is set off from the rest. */
  | { readonly kind: 'paragraph'; readonly words: readonly Words[]; readonly frame: 'none' | 'bullet' | 'box' }
  | Table
  | Drawing
  /** What lines of charts mean. */
  | { readonly kind: 'legend'; readonly entries: readonly { readonly drawing: Drawing; readonly words: readonly Words[] }[] }
  /** Side by side; null: there is none. */
  | { readonly kind: 'pictures'; readonly addresses: readonly (string | null)[] }
  | { readonly kind: 'grid'; readonly columns: number; readonly cells: readonly (readonly Block[])[] };
