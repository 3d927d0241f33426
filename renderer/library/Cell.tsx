/**
 * One image of the grid, in plain elements: hundreds of them come and go while the grid scrolls. Its looks are in `Surface.tsx`; what it
 * is called is all that it holds, class and name first.
 */
import { memo } from 'react';
import { classColour } from '../../app/contract/colours.ts';
import type { ImageCard } from '../../app/contract/library.ts';
import { mediaAddress } from '../../app/contract/media.ts';
import { type CellWords, fileName } from './cellWords.ts';

export type CellProps = {
  readonly index: number;
  readonly column: number;
  readonly card: ImageCard | undefined;
  readonly classes: readonly string[];
  readonly words: CellWords;
  readonly isSelected: boolean;
  /** The one cell that Tab comes to. */
  readonly isCurrent: boolean;
};

export const Cell = memo(function Cell({ index, column, card, classes, words, isSelected, isCurrent }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the grid is virtual and laid out by itself, which a table is not
    <div
      className="cell"
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={isSelected}
      aria-label={card === undefined ? words.loading : undefined}
      tabIndex={isCurrent ? 0 : -1}
      data-index={index}
    >
      <div className="class">
        {card !== undefined && <span className="dot" style={{ backgroundColor: classColour(card.class, classes) }} />}
        {card === undefined ? <span className="bone" /> : (card.class ?? words.unlabelled)}
      </div>
      <div className="file" title={card?.path}>
        {card === undefined ? <span className="bone" /> : fileName(card.path)}
      </div>
      <div className="picture">
        {card !== undefined && (
          <img
            src={mediaAddress({ kind: 'thumbnail', sha256: card.sha256 })}
            alt=""
            width={card.width}
            height={card.height}
            decoding="async"
            draggable={false}
          />
        )}
        {card !== undefined && <Marks card={card} words={words} />}
        {isSelected && (
          <svg className="tick" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="11" />
            <path d="M6.5 12.5l3.6 3.6 7.4-8" />
          </svg>
        )}
      </div>
    </div>
  );
});

function Marks({ card: { split, mask }, words }: { readonly card: ImageCard; readonly words: CellWords }) {
  return (
    <span className="marks">
      {mask !== null && (
        <span className={mask === 'proposed' ? 'mark waiting' : 'mark'} role="img" aria-label={words.mask[mask]} title={words.mask[mask]}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="5.5" />
            <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" />
          </svg>
        </span>
      )}
      <span className="mark" role="img" aria-label={words.split[split]} title={words.split[split]}>
        {words.shortSplit[split]}
      </span>
    </span>
  );
}
