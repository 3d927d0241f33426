/** One row of the grid. It is drawn again only when something in it is another. */
import { memo } from 'react';
import type { ImageCard } from '../../app/contract/library.ts';
import { Cell } from './Cell.tsx';
import type { CellWords } from './cellWords.ts';
import { GAP } from './gridLayout.ts';

export type RowProps = {
  readonly row: number;
  /** From the top of the grid, in pixels. */
  readonly start: number;
  readonly height: number;
  readonly columns: number;
  /** As many as the row has; undefined where one is not there yet. */
  readonly cards: readonly (ImageCard | undefined)[];
  readonly classes: readonly string[];
  readonly words: CellWords;
  readonly selected: ReadonlySet<number>;
  /** The column that has the focus; −1: none. */
  readonly current: number;
};

export const Row = memo(function Row({ row, start, height, columns, cards, classes, words, selected, current }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see Cell.tsx
    // biome-ignore lint/a11y/useFocusableInteractive: its cells are what is focused
    <div
      className="row"
      role="row"
      aria-rowindex={row + 1}
      style={{ transform: `translateY(${start}px)`, height, gridTemplateColumns: `repeat(${columns}, 1fr)` }}
    >
      {cards.map((card, column) => (
        <Cell
          // biome-ignore lint/suspicious/noArrayIndexKey: a place stays where it is, whatever it shows
          key={column}
          index={row * columns + column}
          column={column}
          card={card}
          classes={classes}
          words={words}
          isSelected={card !== undefined && selected.has(card.id)}
          isCurrent={column === current}
        />
      ))}
    </div>
  );
}, isSame);

/** A row whose images are not there yet, or pass by too fast to be seen. */
export function BoneRow({ start, height, columns }: Pick<RowProps, 'start' | 'height' | 'columns'>) {
  const column = `calc((100% + ${GAP}px) / ${columns})`;
  return <div className="bones" style={{ transform: `translateY(${start}px)`, height, backgroundSize: `${column} 100%` }} />;
}

function isSame({ cards, ...props }: RowProps, { cards: later, ...others }: RowProps): boolean {
  const isAlike = cards.length === later.length && cards.every((card, column) => card === later[column]);
  return isAlike && Object.entries(props).every(([name, value]) => Object.is(value, Reflect.get(others, name)));
}
